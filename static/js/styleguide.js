// The style guide's drawings: the signs, and a curve with all that may stand on one.

import { createCurve } from "./board/curve.js";
import { sign } from "./board/svg.js";

const MEANS = [0.2, -0.7, 0.8, -0.3, 1.5, -1.5, -1.7, 1.2, null, 1.3];
const WORDS = { 4: "confident", 5: "anxious", 6: "ignored", 7: "relieved" };
const KINDS = { 4: "create", 5: "destroy", 7: "both" };
const SAID = { "curve-label": "A sample of the curve.", "curve-highest": "highest", "curve-lowest": "lowest", "curve-fall": "biggest drop" };

for (const [index, holder] of [...document.querySelectorAll("[data-guide-sign]")].entries()) {
  holder.append(sign(holder.dataset.guideSign, index + 1));
}

function t(key) {
  return SAID[key] ?? "";
}
t.list = () => ({ create: "can build", destroy: "can break", both: "can do either" });

const stops = MEANS.map((mean, index) => ({
  record: { id: String(index), title: `Touchpoint ${index + 1}` },
  number: index + 1,
  x: index + 0.5,
  width: 1,
  feeling: mean === null ? null : { n: index === 2 ? 2 : 8, mean, low: mean - 0.6, high: mean + 0.4, word: WORDS[index] ?? "" },
  moment: KINDS[index] ? { kind: KINDS[index] } : null,
  rank: KINDS[index] ? Object.keys(KINDS).indexOf(String(index)) + 1 : null,
}));

createCurve({ root: document.querySelector("[data-guide-curve]"), onpick: () => {}, t })({ stops, columns: MEANS.length }, "5");
