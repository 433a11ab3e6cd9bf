// The places of a batch on a map: where they were said to be, where they were found, and the line between.
import './lib/leaflet/leaflet.js';
import { call } from './api.js';
import { colourOf } from './legend.js';

const L = globalThis.L;

/** Nearer than this, in pixels, is on the pin. */
const REACH = 8;
const PIN = 4;
const MARKED_PIN = 8;
/** The side of a picture of a pin. */
const STAMP = 2 * (PIN + 1);
/** Pins that far outside of the map reach into it, and the lines of some. */
const EDGE = 64;
/** The whole world in pixels, at zoom 0. */
const WORLD = 256;

export class PlaceMap {
  #map;
  #pins;
  #mark;
  #overview = null;
  #placed = [];
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #recolour = () => this.#map.fire('recolour');
  #resized = new ResizeObserver(() => this.#map.invalidateSize());

  /**
   * @param tiles where pictures of maps come from, or null for the outlines that the server has
   * @param select is told of the row whose pin is pressed
   */
  constructor(place, tiles, select) {
    this.#map = L.map(place, { worldCopyJump: true, minZoom: 1, maxZoom: 19, zoomSnap: 0.5 }).setView([20, 0], 1.5);
    this.#map.attributionControl.setPrefix(false);
    if (tiles) {
      L.tileLayer(tiles.url, { attribution: tiles.attribution ?? '', maxZoom: 19 }).addTo(this.#map);
    } else {
      new Outlines().addTo(this.#map);
    }
    this.#pins = new Pins().addTo(this.#map);
    this.#mark = new Mark().addTo(this.#map);
    this.#map.on('click', event => {
      const placed = this.#pins.nearest(event.containerPoint);
      if (placed) {
        select(placed.row);
      }
    });
    this.#scheme.addEventListener('change', this.#recolour);
    this.#resized.observe(place);
  }

  /** Shows these rows and no others; the view moves to them when asked to. */
  show(overview, rows, colourBy, fit) {
    this.#overview = overview;
    this.#placed = rows.map(row => this.#placement(row, colourBy)).filter(one => one !== null);
    this.#pins.show(this.#placed);
    // The place that is looked at may have been found elsewhere meanwhile. It stays while it does not pass, as in a review.
    const marked = this.#placed.find(one => one.position === this.#mark.marked?.position);
    if (marked) {
      this.#mark.show(marked);
    }
    if (fit && this.#placed.length > 0) {
      this.#map.fitBounds(L.latLngBounds(this.#placed.map(one => one.at)), { padding: [30, 30], maxZoom: 15, animate: false });
    }
  }

  select(row) {
    const position = row && this.#overview.get(row, 'position');
    const placed = this.#placed.find(one => one.position === position);
    this.#mark.show(placed ?? null);
    if (placed && !this.#map.getBounds().pad(-0.1).contains(placed.at)) {
      this.#map.setView(placed.at, Math.max(this.#map.getZoom(), 12), { animate: false });
    }
  }

  close() {
    this.#scheme.removeEventListener('change', this.#recolour);
    this.#resized.disconnect();
    // A map that was just dragged glides on from the next picture, for which Leaflet wants it to be there.
    requestAnimationFrame(() => this.#map.remove());
  }

  /** Where a row is drawn; null when nobody knows where the place is. */
  #placement(row, colourBy) {
    const get = field => this.#overview.get(row, field);
    const sent = get('latitude') === null || get('longitude') === null ? null : L.latLng(get('latitude'), get('longitude'));
    const found = get('found_latitude') === null ? null : L.latLng(get('found_latitude'), get('found_longitude'));
    const at = found ?? sent;
    return at && { row, position: get('position'), sent, found, at, world: this.#map.project(at, 0), colour: `--${colourOf(this.#overview, row, colourBy)}` };
  }
}

/** One canvas over the whole map, drawn anew when the map has moved: fifty thousand layers would be too many. */
const Drawing = L.Layer.extend({
  frame: 0,

  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', `${this.options.name} leaflet-zoom-hide`, map.getPane(this.options.pane));
    map.on('moveend zoomend resize viewreset recolour', this.redraw, this);
    this.redraw();
  },

  onRemove(map) {
    map.off('moveend zoomend resize viewreset recolour', this.redraw, this);
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  },

  /** Draws once for all that changes until the next picture: one movement is several events. */
  redraw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  },

  paint() {
    const map = this._map;
    const size = map.getSize();
    const ratio = devicePixelRatio;
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
    this.canvas.width = size.x * ratio;
    this.canvas.height = size.y * ratio;
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    const pen = this.canvas.getContext('2d');
    pen.scale(ratio, ratio);
    this.draw(pen, this.colours());
  },

  /** The page's colours as a canvas understands them: those of the scheme that is in force. */
  colours() {
    const known = new Map();
    return name => {
      if (!known.has(name)) {
        this.canvas.style.color = `var(${name})`;
        known.set(name, getComputedStyle(this.canvas).color);
      }
      return known.get(name);
    };
  },
});

const Pins = Drawing.extend({
  options: { name: 'pins', pane: 'markerPane' },
  placed: [],

  show(placed) {
    this.placed = placed;
    this.redraw();
  },

  draw(pen, colour) {
    const size = this._map.getSize();
    const corner = this._map.getPixelBounds().min;
    const scale = this._map.getZoomScale(this._map.getZoom(), 0);
    // Of those that share a pixel the last one hides the others, and drawing takes much longer than looking.
    const tops = new Map();
    pen.strokeStyle = colour('--text');
    for (const one of this.placed) {
      const [x, y] = [Math.round(one.world.x * scale - corner.x), Math.round(one.world.y * scale - corner.y)];
      if (x > -EDGE && y > -EDGE && x < size.x + EDGE && y < size.y + EDGE) {
        drawLine(pen, this._map, one);
        tops.set(y * (size.x + 2 * EDGE) + x, { x, y, colour: one.colour });
      }
    }
    const stamps = new Map();
    for (const { x, y, colour: name } of tops.values()) {
      if (!stamps.has(name)) {
        stamps.set(name, stamp(colour(name), colour('--surface')));
      }
      pen.drawImage(stamps.get(name), x - STAMP / 2, y - STAMP / 2, STAMP, STAMP);
    }
  },

  nearest(point) {
    let [best, bestDistance] = [null, REACH];
    for (const one of this.placed) {
      const distance = this._map.latLngToContainerPoint(one.at).distanceTo(point);
      if (distance <= bestDistance) {
        [best, bestDistance] = [one, distance];
      }
    }
    return best;
  },
});

/** The one that is looked at, above all others, which therefore need not be drawn anew. */
const Mark = Drawing.extend({
  options: { name: 'mark', pane: 'markerPane' },
  marked: null,

  show(placed) {
    this.marked = placed;
    this.redraw();
  },

  draw(pen, colour) {
    if (this.marked) {
      pen.strokeStyle = colour('--text');
      drawLine(pen, this._map, this.marked);
      const { x, y } = this._map.latLngToContainerPoint(this.marked.at);
      drawPin(pen, x, y, MARKED_PIN, 3, colour(this.marked.colour), colour('--surface'));
    }
  },
});

/** From where a place was said to be to where it was found. */
function drawLine(pen, map, { sent, found }) {
  if (!sent || !found || sent.equals(found)) {
    return;
  }
  const [from, to] = [sent, found].map(point => map.latLngToContainerPoint(point));
  if (from.distanceTo(to) < 2) {
    return;
  }
  pen.beginPath();
  pen.moveTo(to.x, to.y);
  pen.lineTo(from.x, from.y);
  pen.moveTo(from.x + 3, from.y);
  pen.arc(from.x, from.y, 3, 0, 2 * Math.PI);
  pen.stroke();
}

function drawPin(pen, x, y, radius, rim, fill, edge) {
  pen.fillStyle = fill;
  pen.strokeStyle = edge;
  pen.lineWidth = rim;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
}

/** A pin as a picture, which is put down many times faster than it is drawn. */
function stamp(fill, edge) {
  const picture = document.createElement('canvas');
  picture.width = picture.height = STAMP * devicePixelRatio;
  const pen = picture.getContext('2d');
  pen.scale(devicePixelRatio, devicePixelRatio);
  drawPin(pen, STAMP / 2, STAMP / 2, PIN, 1, fill, edge);
  return picture;
}

/** Land and borders, which the server has itself. */
const Outlines = Drawing.extend({
  options: { name: 'outlines', pane: 'tilePane', attribution: 'Natural Earth' },
  land: [],
  borders: [],

  onAdd(map) {
    Drawing.prototype.onAdd.call(this, map);
    this.read();
  },

  async read() {
    const outlines = await call('GET', 'console/land.json').catch(() => null);
    if (outlines === null) {
      return; // pins tell where they are without them, too
    }
    const { stepsPerDegree, land, borders } = outlines;
    this.land = land.flat().map(steps => outline(steps, stepsPerDegree));
    this.borders = borders.map(steps => outline(steps, stepsPerDegree));
    this.redraw();
  },

  draw(pen, colour) {
    const { min, max } = this._map.getPixelBounds();
    const scale = this._map.getZoomScale(this._map.getZoom(), 0);
    pen.fillStyle = colour('--land');
    pen.strokeStyle = colour('--border');
    // Land that goes on beyond the edge of the world is shown by the next world.
    const last = Math.floor(max.x / (WORLD * scale)) + 1;
    for (let copy = Math.floor(min.x / (WORLD * scale)) - 1; copy <= last; copy++) {
      const left = min.x - copy * WORLD * scale;
      const isInView = ({ west, east, north, south }) =>
        east * scale > left && west * scale < left + max.x - min.x && south * scale > min.y && north * scale < max.y;
      const draw = lines => {
        pen.beginPath();
        lines.filter(isInView).forEach(line => trace(pen, line.points, scale, left, min.y));
      };
      draw(this.land);
      pen.fill('evenodd');
      draw(this.borders);
      pen.stroke();
    }
  },
});

/** A line of steps in longitude and latitude as pixels of the whole world at zoom 0, with the box around it. */
function outline(steps, stepsPerDegree) {
  const points = new Float64Array(steps.length);
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  let [longitude, latitude] = [0, 0];
  const turn = 360 * stepsPerDegree;
  for (let i = 0; i < steps.length; i += 2) {
    // A line that leaves the world at one side goes on there, and not at the other side.
    longitude += i === 0 ? steps[i] : steps[i] - turn * Math.round(steps[i] / turn);
    latitude += steps[i + 1];
    const sine = Math.sin(Math.max(Math.min(latitude / stepsPerDegree, 85), -85) * (Math.PI / 180));
    const x = WORLD * (longitude / stepsPerDegree / 360 + 0.5);
    const y = WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    points[i] = x;
    points[i + 1] = y;
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.north = Math.min(box.north, y);
    box.south = Math.max(box.south, y);
  }
  return { points, ...box };
}

function trace(pen, points, scale, left, top) {
  pen.moveTo(points[0] * scale - left, points[1] * scale - top);
  for (let i = 2; i < points.length; i += 2) {
    pen.lineTo(points[i] * scale - left, points[i + 1] * scale - top);
  }
}
