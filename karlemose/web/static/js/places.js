// The map of the place units. Own GeoJSON, no outside tiles, no labels from a server. The table beside it says the same.
import * as maplibregl from "../npm/maplibre-gl/maplibre-gl.mjs";

const box = document.getElementById("map");
const plan = box.querySelector(".map-plan");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const chosen = document.documentElement.dataset.appearance;
const isDark = chosen ? chosen === "dark" : dark.matches;
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const COLOURS = isDark
  ? { paper: "#18212a", unknown: "#222d38", line: "#75848f", ink: "#e6eaed", halo: "#10161b", steps: ["#1b3247", "#24496a", "#33699a", "#5b97c9", "#a9d2f2"] }
  : { paper: "#f6f8f9", unknown: "#e3e7ea", line: "#7c8a96", ink: "#1a1a1a", halo: "#ffffff", steps: ["#dceaf4", "#afcfe4", "#78acd0", "#3f7faf", "#174e78"] };

function failed() {
  box.dataset.state = "failed";
  document.getElementById("map-failed").hidden = false;
}

function positions(geometry) {
  const flat = [];
  const walk = (part) => (typeof part[0] === "number" ? flat.push(part) : part.forEach(walk));
  if (geometry) walk(geometry.coordinates);
  return flat;
}

function boundsOf(collection) {
  const bounds = new maplibregl.LngLatBounds();
  for (const feature of collection.features) for (const position of positions(feature.geometry)) bounds.extend(position);
  return bounds;
}

// One point for each name, in the middle of what is drawn: a label may not stand twice on a block of three shapes.
function names(collection) {
  return {
    type: "FeatureCollection",
    features: collection.features.filter((feature) => feature.geometry).map((feature) => {
      const own = boundsOf({ features: [feature] });
      return { type: "Feature", properties: feature.properties, geometry: { type: "Point", coordinates: own.getCenter().toArray() } };
    }),
  };
}

function hatching() {
  const size = 8;
  const data = new Uint8Array(size * size * 4);
  const [red, green, blue] = isDark ? [85, 99, 112] : [196, 205, 212];
  for (let x = 0; x < size; x += 1) {
    for (let y = 0; y < size; y += 1) {
      const at = (y * size + x) * 4;
      data.set([red, green, blue, (x + y) % size < 1 ? 255 : 0], at);
    }
  }
  return { width: size, height: size, data };
}

const step = ["get", "step"];
const layers = [
  { id: "paper", type: "background", paint: { "background-color": COLOURS.paper } },
  { id: "areas", type: "fill", source: "units", filter: [">", step, 0], paint: { "fill-color": ["match", step, 1, COLOURS.steps[0], 2, COLOURS.steps[1], 3, COLOURS.steps[2], 4, COLOURS.steps[3], COLOURS.steps[4]] } },
  { id: "unknown", type: "fill", source: "units", filter: ["==", step, 0], paint: { "fill-color": COLOURS.unknown } },
  { id: "unknown-hatching", type: "fill", source: "units", filter: ["==", step, 0], paint: { "fill-pattern": "hatching" } },
  { id: "edges", type: "line", source: "units", paint: { "line-color": COLOURS.line, "line-width": 1 } },
  { id: "chosen", type: "line", source: "units", filter: ["==", ["id"], -1], paint: { "line-color": COLOURS.ink, "line-width": 3 } },
  { id: "names", type: "symbol", source: "names", layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": ["interpolate", ["linear"], ["zoom"], 15, 11, 17, 14], "text-padding": 0, "text-max-width": ["step", ["zoom"], 4, 15.25, 7], "text-line-height": 1.1, "symbol-sort-key": ["match", ["get", "kind"], "block", 0, 1] }, paint: { "text-color": COLOURS.ink, "text-halo-color": COLOURS.halo, "text-halo-width": 2 } },
];

function choose(map, id) {
  map.setFilter("chosen", ["==", ["id"], id]);
  for (const row of document.querySelectorAll("#units tr[data-chosen]")) delete row.dataset.chosen;
  const row = document.getElementById(`unit-${id}`);
  if (!row) return;
  row.dataset.chosen = "yes";
  row.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}

function draw(collection) {
  const bounds = boundsOf(collection);
  const map = new maplibregl.Map({
    container: plan,
    style: { version: 8, sources: { units: { type: "geojson", data: collection }, names: { type: "geojson", data: names(collection.names) } }, layers: [] },
    bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    cooperativeGestures: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: still ? 0 : 100,
    maxZoom: 20,
    locale: { "NavigationControl.ZoomIn": box.dataset.zoomIn, "NavigationControl.ZoomOut": box.dataset.zoomOut, "Map.Title": box.dataset.label },
  });
  map.scrollZoom.disable();
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.once("style.load", () => {
    map.addImage("hatching", hatching());
    for (const layer of layers) map.addLayer(layer);
  });
  for (const layer of ["areas", "unknown"]) {
    map.on("click", layer, (event) => choose(map, event.features[0].id));
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  for (const link of document.querySelectorAll("#units a[data-unit]")) {
    link.addEventListener("click", () => choose(map, Number(link.dataset.unit)));
  }
  map.on("idle", () => { box.dataset.state = "drawn"; });
  window.addEventListener("beforeprint", () => map.resize());
}

try {
  const answer = await fetch(box.dataset.plan, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`the plan answered ${answer.status}`);
  draw(await answer.json());
} catch (error) {
  console.warn(error.message);
  failed();
}
