// A browser of this machine or of a package, and what is watched for on every page that it opens.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(process.env.CONSOLE_TOOLS);
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The program, or null where there is none. */
export async function executable() {
  const here = PLACES.find(path => path && existsSync(path));
  if (here) {
    return here;
  }
  try {
    const packaged = require('@sparticuz/chromium');
    return await (packaged.default ?? packaged).executablePath();
  } catch {
    return null;
  }
}

export async function launch() {
  return chromium.launch({ executablePath: await executable(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Pages of one server, and everything that is wrong with any of them. */
export class Watch {
  faults = { axe: [], console: [], foreign: [] };
  looked = 0;

  constructor(url) {
    this.origin = new URL(url).origin;
  }

  /** @param expected of errors that the browser reports itself because a test provokes them */
  page(page, expected = () => false) {
    page.on('console', message => {
      if (message.type() === 'error' && !expected(message.text())) {
        this.faults.console.push(`${page.url()}: ${message.text()}`);
      }
    });
    page.on('pageerror', error => this.faults.console.push(`${page.url()}: ${error.message}`));
    page.on('request', request => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== this.origin) {
        this.faults.foreign.push(`${page.url()} asks ${url.origin}`);
      }
    });
    return page;
  }

  async axe(page, what) {
    this.looked++;
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(tags => globalThis.axe.run(document, { runOnly: tags }), STANDARDS);
    for (const one of violations) {
      this.faults.axe.push(`${what}: ${one.id}, ${one.help}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join('; ')}`);
    }
  }
}

/** A step went wrong, and has been told. */
export class Broken extends Error {}

/** What does the steps of a story, prints one line of JSON for each, and keeps a picture of the page where one fails. */
export const steps = (page, directory) => async (name, work) => {
  try {
    await work();
    console.log(JSON.stringify({ step: name }));
  } catch (error) {
    await page.screenshot({ path: join(directory, 'failed.png') }).catch(() => {});
    console.log(JSON.stringify({ failed: `${name}: ${error.message}` }));
    throw new Broken();
  }
};
