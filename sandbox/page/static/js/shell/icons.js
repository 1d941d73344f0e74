// Small line drawings for buttons; the words beside them or in aria-label carry the meaning.

const PATHS = {
  reply: "M4 4h12v8H9l-4 4v-4H4z",
  react: "M10 2.5a7.5 7.5 0 1 0 .01 0zM7.2 8h.01M12.8 8h.01M6.7 11.5c1.6 2.7 5 2.7 6.6 0",
  more: "M10 4.5h.01M10 10h.01M10 15.500h.01",
  close: "M5 5l10 10M15 5L5 15",
  back: "M12.500 4L6.500 10l6 6",
  menu: "M3 5h14M3 10h14M3 15h14",
  lock: "M5 9h10v7H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  people: "M7.500 9a3 3 0 1 0-.01 0zM2.500 16c.500-6 9.500-6 10 0M13 3.500a3 3 0 0 1 0 5.500M14.500 11c2 .600 3 2.200 3 5",
  eye: "M2 10c4-7 12-7 16 0-4 7-12 7-16 0zM10 7.500a2.500 2.500 0 1 0 .01 0z",
  file: "M5 2.500h7l3.500 3.500v11.500H5zM12 2.500V6h3.500",
  down: "M10 4v12M5 11l5 5 5-5",
  wire: "M2 10h4l2-6 4 12 2-6h4",
};
const SVG = "http://www.w3.org/2000/svg";

/** A drawing of this name, hidden from screen readers. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  path.setAttribute("stroke-linecap", "round");
  drawing.append(path);
  return drawing;
}
