import { describe, expect, it } from "vitest";
import { asWant, lint } from "../rules/lint.ts";

const broker = {
  name: "broker",
  types: ["Broker"],
  calls: { pull: "take", ack: ["forget", "done"], nack: ["retry", "done"] },
  take: "nullable",
};
const settings = (profile: object): object => ({ profiles: [{ ...broker, ...profile }] });

describe("a profile of one's own", () => {
  const worker = (body: string): string => `
    async function work(broker: Broker) {
      for (;;) {
        const message = await broker.pull();
        if (!message) break;
        ${body}
      }
    }`;

  it("follows items that are taken as nullable values", () => {
    const text = worker("if (message.stale) continue; broker.ack(message);");
    expect(lint(text, { settings: settings({}) }).map(asWant)).toEqual(["4 require-done"]);
  });

  it("settles with one call that has two effects", () => {
    const text = worker(
      "try { await handle(message); broker.ack(message); } catch { broker.nack(message); }",
    );
    expect(lint(text, { settings: settings({}) })).toEqual([]);
  });

  it("follows the parameter of a callback", () => {
    const text = `
      declare const broker: Broker;
      broker.consume(async (message) => {
        if (message.stale) return;
        broker.ack(message);
      });`;
    const profile = { calls: { consume: "take", ack: "done" }, take: "parameter" };
    expect(lint(text, { settings: settings(profile) }).map(asWant)).toEqual(["3 require-done"]);
  });

  it("follows the variable of a for await loop", () => {
    const text = `
      async function work(broker: Broker) {
        for await (const message of broker) {
          if (message.stale) continue;
          broker.ack(message);
        }
      }`;
    const profile = { calls: { ack: "done" }, take: "loop" };
    expect(lint(text, { settings: settings(profile) }).map(asWant)).toEqual(["3 require-done"]);
  });

  it("believes a common name only where it is imported from one of its modules", () => {
    const from = (module: string): string => `
      import { Broker } from "${module}";
      async function work(broker: Broker) {
        const message = await broker.pull();
        if (!message || message.stale) return;
        broker.ack(message);
      }`;
    const given = { settings: settings({ modules: ["@example/broker"] }) };
    expect(lint(from("@example/broker"), given).map(asWant)).toEqual(["4 require-done"]);
    expect(lint(from("elsewhere"), given)).toEqual([]);
  });

  it("follows tuples and objects with other fields", () => {
    const tuple = `async function f(broker: Broker) { const [m, stop] = await broker.pull(); if (stop) return; if (m.old) return; broker.ack(m); }`;
    expect(lint(tuple, { settings: settings({ take: "tuple" }) }).map(asWant)).toEqual(["1 require-done"]);
    const object = `async function f(broker: Broker) { const { key, over } = await broker.pull(); if (over) return; if (key.old) return; broker.ack(key); }`;
    const fields = { take: "object", itemField: "key", flagField: "over" };
    expect(lint(object, { settings: settings(fields) }).map(asWant)).toEqual(["1 require-done"]);
  });
});

describe("changes of one's own", () => {
  const text = `
    import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
    const queue = new RateLimitingQueue<string>();
    bus.on("touched", (key) => queue.addRateLimited(key));
    onReconcile("pods", (key) => queue.addRateLimited(key));`;

  it("are events and registrations", () => {
    expect(lint(text)).toEqual([]);
    expect(lint(text, { settings: { changeEvents: ["touched"] } }).map(asWant)).toEqual([
      "4 no-rate-limited-add-in-handler",
    ]);
    const handlerRegistrations = [{ call: "onReconcile", handler: 1 }];
    expect(lint(text, { settings: { handlerRegistrations } }).map(asWant)).toEqual([
      "5 no-rate-limited-add-in-handler",
    ]);
  });
});

describe("a wrong setting is an error that names the key", () => {
  const wrong: [object, string][] = [
    [{ profile: [] }, "settings.workqueue.profile is unknown"],
    [{ profiles: {} }, "settings.workqueue.profiles must be a list"],
    [{ debug: "yes" }, "settings.workqueue.debug must be true or false"],
    [{ changeEvents: [1] }, "settings.workqueue.changeEvents must be a list of non-empty strings"],
    [
      { handlerRegistrations: [{ call: "on", handler: -1 }] },
      "handlerRegistrations[0].handler must be the index",
    ],
    [
      settings({ calls: { ack: "finish" } }),
      "settings.workqueue.profiles[0].calls.ack must be one of take, done",
    ],
    [
      settings({ calls: { ack: "done" } }),
      "settings.workqueue.profiles[0].calls has no call with the effect `take`",
    ],
    [settings({ types: [] }), "settings.workqueue.profiles[0].types must name a type"],
    [settings({ take: "stream" }), "settings.workqueue.profiles[0].take must be one of object"],
    [settings({ take: "lease" }), "settings.workqueue.profiles[0].leaseCalls is needed"],
    [settings({ name: "" }), "settings.workqueue.profiles[0].name must be a non-empty string"],
  ];

  it.each(wrong)("%j", (given, message) => {
    expect(() => lint("", { settings: given })).toThrow(message);
  });
});
