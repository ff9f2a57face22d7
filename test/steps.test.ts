import { Buffer } from "node:buffer";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StepResult } from "../codemods/step.ts";
import { stepKinds } from "../codemods/steps/index.ts";
import { createSnapshot } from "../workspace/snapshot.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { readFiles } from "./helpers/disk-tree.ts";
import { projectRoot } from "./helpers/fixture-tree.ts";

/** `step.json` of a case: the kind of step and the parameters that a plan would give. */
interface StepFile {
  readonly kind: string;
  readonly params: unknown;
}

/** An entry of `notes.json`; a case without the file expects no notes. */
interface ExpectedNote {
  readonly code: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
}

const folder = join(projectRoot, "fixtures/steps");
const cases = readdirSync(folder).filter((name) => existsSync(join(folder, name, "step.json")));

describe.each(cases)("%s", (name) => {
  const at = (part: string): string => join(folder, name, part);
  const { kind, params } = json<StepFile>(at("step.json"));
  const before = readFiles(at("before"));

  const run = (snapshot: Snapshot): Promise<StepResult> => {
    const found = stepKinds.find((each) => each.kind === kind);
    if (!found) throw new Error(`${name}/step.json names the kind ${kind}, which does not exist`);
    return found.run(found.schema.parse(params), snapshot);
  };

  test("changes what it should, and finds nothing more to do", async () => {
    const snapshot = snapshotOfBytes(before);
    const { ops, notes } = await run(snapshot);
    const after = snapshot.with(ops, "1");
    expect(bytesOf(after, before)).toEqual(
      existsSync(at("after")) ? readFiles(at("after")) : before,
    );
    const expected = existsSync(at("notes.json")) ? json<ExpectedNote[]>(at("notes.json")) : [];
    expect(notes.map(({ code, severity, path, line }) => ({ code, severity, path, line }))).toEqual(
      expected,
    );

    expect((await run(after)).ops).toEqual([]);
  });
});

/** A snapshot of files that hold the bytes of latin-1 texts. */
function snapshotOfBytes(files: Readonly<Record<string, string>>): Snapshot {
  return createSnapshot({
    paths: Object.keys(files).sort(),
    bytes: (path) => Buffer.from(files[path] ?? "", "latin1"),
  });
}

/** The bytes of all files, as latin-1 texts; those that are not text cannot have changed. */
function bytesOf(
  snapshot: Snapshot,
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    snapshot.paths().map((path) => {
      const text = snapshot.text(path);
      const bytes =
        text === undefined ? before[path] : Buffer.from(text, "utf8").toString("latin1");
      return [path, bytes ?? ""];
    }),
  );
}

function json<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, "utf8")) as Content;
}
