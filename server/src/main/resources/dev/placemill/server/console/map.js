// The places of a batch on a map: where they were said to be, where they were found, and the line between.
import './lib/leaflet/leaflet.js';
import { address } from './api.js';

const L = globalThis.L;

/** Nearer than this, in pixels, is on the pin. */
const REACH = 8;
const COLOURS = { completed: '--verified', failed: '--error', pending: '--not_found' };
/** Metres between what was sent and what was found, each with the colour up to it. */
const DISTANCES = [[25, '--verified'], [150, '--added'], [500, '--corrected'], [Infinity, '--error']];

export class PlaceMap {
  #map;
  #pins;
  #overview = null;
  #placed = [];
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #outlines = null;
  #shapes = null;
  #recolour = () => this.#draw();
  #resized = new ResizeObserver(() => this.#map?.invalidateSize());

  /**
   * @param tiles where pictures of maps come from, or null for the outlines that the server has
   * @param select is told of the row whose pin is pressed
   */
  constructor(place, tiles, select) {
    this.#map = L.map(place, { preferCanvas: true, worldCopyJump: true, minZoom: 1, maxZoom: 19, zoomSnap: 0.5 }).setView([20, 0], 1.5);
    this.#map.attributionControl.setPrefix(false);
    if (tiles) {
      L.tileLayer(tiles.url, { attribution: tiles.attribution ?? '', maxZoom: 19 }).addTo(this.#map);
    } else {
      readOutlines().then(outlines => {
        this.#shapes = outlines;
        this.#draw();
      });
      this.#map.attributionControl.addAttribution('Natural Earth');
    }
    this.#scheme.addEventListener('change', this.#recolour);
    this.#resized.observe(place);
    this.#pins = new Pins(event => this.#press(event, select)).addTo(this.#map);
  }

  /** Shows these rows and no others; the view moves to them when asked to. */
  show(overview, rows, colourBy, fit) {
    this.#overview = overview;
    this.#placed = rows.map(row => this.#placement(row, colourBy)).filter(one => one !== null);
    this.#pins.show(this.#placed);
    if (fit && this.#placed.length > 0) {
      this.#map.fitBounds(L.latLngBounds(this.#placed.map(one => one.at)), { padding: [30, 30], maxZoom: 15, animate: false });
    }
  }

  select(row) {
    const position = row && this.#overview.get(row, 'position');
    const placed = this.#placed.find(one => one.position === position);
    this.#pins.mark(placed ?? null);
    if (placed && !this.#map.getBounds().pad(-0.1).contains(placed.at)) {
      this.#map.setView(placed.at, Math.max(this.#map.getZoom(), 12), { animate: false });
    }
  }

  close() {
    this.#scheme.removeEventListener('change', this.#recolour);
    this.#resized.disconnect();
    this.#map.remove();
    this.#map = null;
  }

  /** Everything in the colours of the scheme that is in force. */
  #draw() {
    if (this.#map === null) {
      return;
    }
    this.#pins.redraw();
    this.#outlines?.remove();
    if (this.#shapes !== null) {
      const colours = new Colours(this.#map.getPane('shadowPane'));
      const land = { interactive: false, stroke: false, fillColor: colours.get('--land'), fillOpacity: 1 };
      const border = { interactive: false, color: colours.get('--border'), weight: 1 };
      this.#outlines = L.layerGroup([L.polygon(this.#shapes.land, land), L.polyline(this.#shapes.borders, border)]).addTo(this.#map);
    }
  }

  /** Where a row is drawn; null when nobody knows where the place is. */
  #placement(row, colourBy) {
    const get = field => this.#overview.get(row, field);
    const sent = get('latitude') === null || get('longitude') === null ? null : L.latLng(get('latitude'), get('longitude'));
    const found = get('found_latitude') === null ? null : L.latLng(get('found_latitude'), get('found_longitude'));
    const at = found ?? sent;
    return at && { row, position: get('position'), sent, found, at, colour: this.#colour(row, colourBy) };
  }

  #colour(row, colourBy) {
    if (colourBy === 'distance') {
      const distance = this.#overview.get(row, 'distance_m');
      return distance === null ? '--not_found' : DISTANCES.find(([most]) => distance <= most)[1];
    }
    if (colourBy === 'status') {
      return COLOURS[this.#overview.get(row, 'status')];
    }
    return `--${this.#overview.outcome(row, colourBy) ?? 'not_found'}`;
  }

  #press(event, select) {
    const placed = this.#pins.nearest(event.containerPoint, REACH);
    if (placed) {
      select(placed.row);
    }
  }
}

/** The page's colours as a canvas understands them: those of the scheme that is in force. */
class Colours {
  #probe;
  #known = new Map();

  constructor(place) {
    this.#probe = getComputedStyle(place);
    this.place = place;
  }

  get(name) {
    if (!this.#known.has(name)) {
      this.place.style.color = `var(${name})`;
      this.#known.set(name, this.#probe.color);
    }
    return this.#known.get(name);
  }
}

/** All pins on one canvas, drawn anew when the map has moved: fifty thousand layers would be too many. */
const Pins = L.Layer.extend({
  initialize(press) {
    this.press = press;
    this.placed = [];
    this.marked = null;
  },

  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', 'pins leaflet-zoom-hide', map.getPane('markerPane'));
    map.on('moveend zoomend resize viewreset', this.redraw, this);
    map.on('click', this.press);
    this.redraw();
  },

  onRemove(map) {
    map.off('moveend zoomend resize viewreset', this.redraw, this);
    map.off('click', this.press);
    this.canvas.remove();
  },

  show(placed) {
    this.placed = placed;
    this.redraw();
  },

  mark(placed) {
    this.marked = placed;
    this.redraw();
  },

  redraw() {
    const size = this._map.getSize();
    const ratio = devicePixelRatio;
    const corner = this._map.containerPointToLayerPoint([0, 0]);
    L.DomUtil.setPosition(this.canvas, corner);
    this.canvas.width = size.x * ratio;
    this.canvas.height = size.y * ratio;
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    const pen = this.canvas.getContext('2d');
    pen.scale(ratio, ratio);
    const colours = new Colours(this.canvas);
    const view = this._map.getBounds().pad(0.1);
    this.placed.filter(one => view.contains(one.at)).forEach(one => this.drawLine(pen, one, colours));
    this.placed.filter(one => view.contains(one.at)).forEach(one => this.drawPin(pen, one, colours, 4));
    if (this.marked) {
      this.drawPin(pen, this.marked, colours, 8);
    }
  },

  drawLine(pen, { sent, found }, colours) {
    if (!sent || !found) {
      return;
    }
    const [from, to] = [sent, found].map(point => this._map.latLngToContainerPoint(point));
    if (from.distanceTo(to) < 2) {
      return;
    }
    pen.strokeStyle = colours.get('--text');
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
    pen.beginPath();
    pen.arc(from.x, from.y, 3, 0, 2 * Math.PI);
    pen.stroke();
  },

  drawPin(pen, one, colours, radius) {
    const { x, y } = this._map.latLngToContainerPoint(one.at);
    pen.fillStyle = colours.get(one.colour);
    pen.strokeStyle = colours.get('--surface');
    pen.lineWidth = radius > 4 ? 3 : 1;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  },

  nearest(point, reach) {
    let [best, bestDistance] = [null, reach];
    for (const one of this.placed) {
      const distance = this._map.latLngToContainerPoint(one.at).distanceTo(point);
      if (distance <= bestDistance) {
        [best, bestDistance] = [one, distance];
      }
    }
    return best;
  },
});

/** Land and borders, which the server has itself. */
async function readOutlines() {
  const { stepsPerDegree, land, borders } = await (await fetch(address('console/land.json'))).json();
  const line = steps => {
    const points = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) {
      points.push([(y += steps[i + 1]) / stepsPerDegree, (x += steps[i]) / stepsPerDegree]);
    }
    return points;
  };
  return { land: land.map(rings => rings.map(line)), borders: borders.map(line) };
}
