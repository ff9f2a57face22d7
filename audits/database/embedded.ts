import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { UserError } from "../../workspace/errors.ts";
import { SqlFailure } from "./database.ts";
import type { Database, OpenDatabase } from "./database.ts";

const library = "@electric-sql/pglite";

/** Making a database from nothing takes some seconds, and many on a busy machine. */
const startTimeoutMs = 120_000;

/**
 * The other side. PGlite computes on the thread that asks it and knows no time limit, so it gets a
 * thread of its own, which can be stopped. Plain JavaScript in a string, because a thread cannot be
 * started from a TypeScript file.
 */
const workerCode = `
const { parentPort, workerData } = require("node:worker_threads");
import(workerData.library).then(async ({ PGlite }) => {
  const database = new PGlite(workerData.image ? { loadDataDir: workerData.image } : {});
  await database.waitReady;
  parentPort.on("message", async ({ text, values }) => {
    try {
      if (text === undefined) {
        parentPort.postMessage({ image: await database.dumpDataDir("none") });
        return;
      }
      const { rows } = await database.query(text, values, { rowMode: "array" });
      const asText = (value) => (value === null || value === undefined ? null : String(value));
      parentPort.postMessage({ rows: rows.map((row) => row.map(asText)) });
    } catch (error) {
      const { message, detail, hint, position, code } = error;
      const text = [detail, hint].filter(Boolean).join("\\n");
      parentPort.postMessage({
        failure: { message, detail: text, position: Number(position) || 0, code: String(code ?? "") },
      });
    }
  });
  parentPort.postMessage({ rows: [] });
});
`;

const answerSchema = z.union([
  z.object({ rows: z.array(z.array(z.string().nullable())) }),
  z.object({ image: z.instanceof(Blob) }),
  z.object({
    failure: z.object({
      message: z.string(),
      detail: z.string(),
      position: z.number(),
      code: z.string(),
    }),
  }),
]);
type Answer = z.infer<typeof answerSchema>;

/**
 * The files of a database in which nothing has been done: to start from them takes a third of the
 * time. They are taken when a second one is wanted, for with only one it would not pay.
 */
let image: Blob | undefined;
let started = 0;

/** Opens an embedded PostgreSQL that lives in memory. Throws UserError `pglite-missing`. */
export const openEmbedded: OpenDatabase = async ({ statementTimeoutMs }) => {
  const worker = new Worker(workerCode, {
    eval: true,
    workerData: { library: libraryPlace(), image },
  });
  // What the worker does not survive is told by `ask`.
  worker.on("error", () => undefined);
  const query: Database["query"] = async (text, values = []) => {
    const answer = await ask(worker, { text, values: [...values] }, statementTimeoutMs);
    return "rows" in answer ? answer.rows : [];
  };
  const exec: Database["exec"] = async (text) => void (await query(text));
  const close = async () => void (await worker.terminate());
  try {
    await ask(worker, undefined, startTimeoutMs);
    started += 1;
    if (started > 1 && image === undefined) {
      const answer = await ask(worker, {}, startTimeoutMs);
      if ("image" in answer) ({ image } = answer);
    }
    const [[version] = []] = await query("SHOW server_version");
    await exec("BEGIN");
    return {
      describe: `embedded PostgreSQL ${version ?? ""} (PGlite), in memory`,
      query,
      exec,
      settle: async () => {
        await exec("COMMIT");
        await exec("BEGIN");
      },
      close,
    };
  } catch (error) {
    await close();
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      "database-unreachable",
      `the embedded PostgreSQL did not start: ${why}. Try another version of ${library}, or pass --database with the URL of a server.`,
    );
  }
};

function libraryPlace(): string {
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve(library)).href;
  } catch {
    throw new UserError(
      "pglite-missing",
      `--database embedded needs the package ${library}, which is not installed beside conn-codemod. \`npm install --save-dev ${library}\` adds it; with npx: \`npx -p conn-codemod -p ${library} conn-codemod audit …\`.`,
    );
  }
}

/** Sends `message`, if any, and waits for one answer. Stops the worker at the time limit. */
async function ask(
  worker: Worker,
  message: unknown,
  timeoutMs: number,
): Promise<Exclude<Answer, { failure: unknown }>> {
  const data = await new Promise<unknown>((resolve, reject) => {
    const settle = (run: () => void): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      run();
    };
    const onMessage = (answer: unknown) => settle(() => resolve(answer));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new SqlFailure("it has stopped", "", undefined)));
    const timer = setTimeout(() => {
      settle(() => reject(new SqlFailure(`stopped after ${timeoutMs / 1000} s`, "", undefined)));
      void worker.terminate();
    }, timeoutMs);
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    if (message !== undefined) worker.postMessage(message, []);
  });
  const answer = answerSchema.parse(data);
  if (!("failure" in answer)) return answer;
  const { message: text, detail, position, code } = answer.failure;
  throw new SqlFailure(text, detail, position > 0 ? position : undefined, code);
}
