import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { CertificateRenewer as BrokenRenewer } from "../../examples/typescript/certificate-renewer/broken.ts";
import { CertificateRenewer as MendedRenewer } from "../../examples/typescript/certificate-renewer/mended.ts";
import { DnsPublisher as BrokenPublisher } from "../../examples/typescript/dns-publisher/broken.ts";
import { DnsPublisher as MendedPublisher } from "../../examples/typescript/dns-publisher/mended.ts";
import { ImageScanner as BrokenScanner } from "../../examples/typescript/image-scanner/broken.ts";
import { ImageScanner as MendedScanner } from "../../examples/typescript/image-scanner/mended.ts";
import { WebhookSender as BrokenSender } from "../../examples/typescript/webhook-sender/broken.ts";
import { WebhookSender as MendedSender } from "../../examples/typescript/webhook-sender/mended.ts";
import { Harness } from "./harness.ts";

describe("dns-publisher: what the limiter tracks after 50 records changed once", () => {
  async function trackedAfterChanges(Publisher: typeof BrokenPublisher | typeof MendedPublisher) {
    const harness = new Harness();
    const informer = new EventEmitter<{ add: [{ name: string }]; update: [{ name: string }] }>();
    const publisher = new Publisher(harness.queue, () => Promise.resolve());
    publisher.watch(informer);
    void publisher.run();
    for (let record = 0; record < 50; record++) informer.emit("add", { name: `record-${record}` });
    await harness.pass(60);
    return harness.tracked;
  }

  it("is every record when it is broken", async () => {
    expect(await trackedAfterChanges(BrokenPublisher)).toBe(50);
  });

  it("is nothing when it is mended", async () => {
    expect(await trackedAfterChanges(MendedPublisher)).toBe(0);
  });
});

describe("certificate-renewer: what the limiter tracks after 50 hosts failed once and were deleted", () => {
  async function trackedAfterDeletion(Renewer: typeof BrokenRenewer | typeof MendedRenewer) {
    const harness = new Harness();
    const tried = new Set<string>();
    const certificates = {
      read: (host: string) => (tried.size < tried.add(host).size ? Promise.reject(new Error("busy")) : gone),
      renew: () => Promise.resolve(),
    };
    const gone = Promise.resolve(undefined);
    void new Renewer(harness.queue, certificates, () => new Date(0)).run();
    for (let host = 0; host < 50; host++) harness.queue.add(`host-${host}`);
    await harness.pass(60);
    expect(tried.size).toBe(50);
    return harness.tracked;
  }

  it("is every host when it is broken", async () => {
    expect(await trackedAfterDeletion(BrokenRenewer)).toBe(50);
  });

  it("is nothing when it is mended", async () => {
    expect(await trackedAfterDeletion(MendedRenewer)).toBe(0);
  });
});

describe("image-scanner: an image that cannot be pulled at first", () => {
  async function scansOfAnImage(Scanner: typeof BrokenScanner | typeof MendedScanner) {
    const harness = new Harness();
    let pulls = 0;
    let scans = 0;
    const scanner = new Scanner(harness.queue, {
      pull: () =>
        pulls++ === 0 ? Promise.reject(new Error("no answer")) : Promise.resolve(new Uint8Array()),
      scan: () => Promise.resolve(void scans++),
    });
    const again = (): Promise<void> =>
      scanner
        .scanNext()
        .catch(() => undefined)
        .then(again);
    void again();
    harness.queue.add("image");
    await harness.pass(60);
    harness.queue.add("image");
    await harness.pass(60);
    return { scans, processing: harness.processing };
  }

  it("stays in hand for ever when it is broken", async () => {
    expect(await scansOfAnImage(BrokenScanner)).toEqual({ scans: 0, processing: 1 });
  });

  it("is scanned, and again when it is pushed again, when it is mended", async () => {
    expect(await scansOfAnImage(MendedScanner)).toEqual({ scans: 2, processing: 0 });
  });
});

describe("webhook-sender: posts of one delivery in an hour in which the subscriber is down", () => {
  async function postsInAnHour(Sender: typeof BrokenSender | typeof MendedSender) {
    const harness = new Harness();
    let posts = 0;
    const sender = new Sender(harness.queue, () => Promise.reject(new Error(`down ${posts++}`)));
    void sender.run();
    harness.queue.add("delivery");
    await harness.pass(3600);
    return { posts, tracked: harness.tracked };
  }

  it("are one a second when it is broken", async () => {
    expect(await postsInAnHour(BrokenSender)).toEqual({ posts: 3601, tracked: 0 });
  });

  it("are the first and five more when it is mended", async () => {
    expect(await postsInAnHour(MendedSender)).toEqual({ posts: 6, tracked: 0 });
  });
});
