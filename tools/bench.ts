import { growth, shapes } from "./bench/growth.ts";
import { idleTime, ownTime, peers, ruleTimes, type FileTimes } from "./bench/rule-times.ts";
import { table } from "./story/table.ts";

const rounds = 3;
const factors = [1, 2, 4, 8];

console.log("Times are ESLint's own (stats), in milliseconds, all in one process; the first round is cold.");
for (let round = 1; round <= rounds; round++) {
  const files = await ruleTimes("@ngrok/webernetes");
  console.log(`\nRound ${round}: the ${files.length} files of @ngrok/webernetes`);
  const about = files.filter((file) => file.isAboutQueues);
  const others = files.filter((file) => !file.isAboutQueues);
  const rows = [
    ...shares(`${about.length} with queue code`, about),
    ...shares(`${others.length} without`, others),
  ];
  console.log(table([["files", "rules", "time", "of parsing"], ...rows], 2).join("\n"));
  const slowest = files.reduce((worst, file) => (ownTime(file) > ownTime(worst) ? file : worst));
  console.log(`slowest: ${slowest.path}, ${ownTime(slowest).toFixed(1)} ms`);
}

console.log("\nGrowth of all rules with the size of a function, in milliseconds, the best of five");
const sizes = factors.map((factor) => `${factor}x`);
const grown: string[][] = [];
for (const shape of shapes) {
  const times = await growth(shape, factors);
  grown.push([`${shape.unit} ${shape.title}`, ...times.map((time) => time.toFixed(1))]);
}
console.log(table([["1x", ...sizes], ...grown]).join("\n"));

/** One row for all rules of this plugin, and one for each peer. */
function shares(title: string, files: readonly FileTimes[]): string[][] {
  const parse = files.reduce((sum, file) => sum + file.parse, 0);
  const total = (time: (file: FileTimes) => number): number =>
    files.reduce((sum, file) => sum + time(file), 0);
  const row = (name: string, time: number): string[] => [
    title,
    name,
    time.toFixed(1),
    `${((100 * time) / parse).toFixed(2)} %`,
  ];
  return [
    row("workqueue/*", total(ownTime)),
    row("as many that do nothing", total(idleTime)),
    ...peers.map((peer) =>
      row(
        peer,
        total(({ rules }) => rules[peer] ?? 0),
      ),
    ),
  ];
}
