/** What the package calls itself; a test holds it to package.json. */
export const meta = { name: "eslint-plugin-workqueue", version: "0.1.0", namespace: "workqueue" } as const;
