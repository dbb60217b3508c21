import { DnsPublisher as Broken } from "../../examples/typescript/dns-publisher/broken.ts";
import { DnsPublisher as Mended } from "../../examples/typescript/dns-publisher/mended.ts";
import { playStory, type Story } from "./play.ts";
import { table } from "./table.ts";

const hour = 3600;
const levels = "·▁▂▃▄▅▆▇█";

/** The story in numbers: both publishers through the same hour, as a table and a chart. */
export async function tellStory(): Promise<string> {
  const [wrong, right] = [await playStory(Broken, hour), await playStory(Mended, hour)];
  const fresh = (second: number): string => `record-${second}`;
  const [wrongFresh, rightFresh] = [
    await playStory(Broken, hour, fresh),
    await playStory(Mended, hour, fresh),
  ];
  const rows = [
    ["One hour on a fake clock, one change every second", "wrong", "right"],
    [
      "reconciles of the one record that changes",
      count(wrong.reconciles.length),
      count(right.reconciles.length),
    ],
    ["worst wait from a change to its reconcile", duration(wrong.worstWait), duration(right.worstWait)],
    ["entries the rate limiter keeps of it", count(wrong.tracked), count(right.tracked)],
    ["entries it keeps of 3,600 different records", count(wrongFresh.tracked), count(rightFresh.tracked)],
  ];
  const chart = [`wrong ${perMinute(wrong)}`, `right ${perMinute(right)}`];
  return [
    ...table(rows),
    "",
    "Reconciles in each minute of that hour (a full block is 60, a dot is none)",
    ...chart,
  ].join("\n");
}

function perMinute({ reconciles }: Story): string {
  const counts = Array.from({ length: hour / 60 }, () => 0);
  for (const at of reconciles) counts[Math.floor(at / 60)] = (counts[Math.floor(at / 60)] ?? 0) + 1;
  return counts.map((inMinute) => levels.charAt(Math.ceil((inMinute / 60) * (levels.length - 1)))).join("");
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.round(seconds)} s`;
}
