/** The story's fragment: one finding, in line 7. */
export const brokenGo = `package main

import "k8s.io/client-go/util/workqueue"

var queue workqueue.RateLimitingInterface

func enqueue(rk *key) { queue.AddRateLimited(rk) }
`;

/** The same in TypeScript: one finding, in line 3. */
export const brokenTypeScript = `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
const queue = new RateLimitingQueue<string>();
export function enqueue(key: string): void { queue.addRateLimited(key); }
`;

export const cleanGo = brokenGo.replace("AddRateLimited", "Add");
export const cleanTypeScript = brokenTypeScript.replace("addRateLimited", "add");
