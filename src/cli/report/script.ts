/** What the page does: filters, and j / k or the arrow keys from finding to finding. */
export const script = `
const findings = [...document.querySelectorAll("article")];
const filters = [...document.querySelectorAll("select")];
const count = document.querySelector("output");
function show() {
  for (const finding of findings)
    finding.hidden = filters.some(({ name, value }) => value !== "" && finding.dataset[name] !== value);
  count.textContent = findings.filter(({ hidden }) => !hidden).length + " shown";
}
for (const filter of filters) filter.addEventListener("change", show);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const shown = findings.filter(({ hidden }) => !hidden);
  const at = shown.findIndex((finding) => finding.contains(document.activeElement));
  const next = at < 0 ? shown[0] : shown[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
});
show();
`;
