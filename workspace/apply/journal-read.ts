import { z } from "zod";
import { pathProblem } from "../conflicts.ts";
import { DiskError } from "../disk-target.ts";
import type { TargetDisk } from "../disk-target.ts";
import type { UserError } from "../errors.ts";
import { badJournal } from "./journal.ts";
import type { Journal, Manifest } from "./journal.ts";
import { OWN_FOLDER } from "../own-folder.ts";
import { UnfitFileError } from "../regular-file.ts";
import type { RepoPath } from "../repo-path.ts";

/** Far more than a change of 100,000 files takes. */
const MOST_BYTES = 64 * 1024 * 1024;

const PATH = z.string().check((context) => {
  const problem = pathProblem(context.value);
  if (problem === undefined) return;
  const message = `${JSON.stringify(context.value)} ${problem}`;
  context.issues.push({ code: "custom", message, input: context.value });
});
const ID = z.int().min(0).max(0xffff_fffe);
/** A file that runs as its owner is nothing that a journal may make. */
const FILE_MODE = z.int().min(0).max(0o777);
const FOLDER_MODE = z.int().min(0).max(0o7777);
const IMAGE = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  size: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  mode: FILE_MODE,
  owner: z.strictObject({ uid: ID, gid: ID }).optional(),
});
const FOLDER = z.strictObject({ mode: FOLDER_MODE });
const APPLY_ID = z.string().regex(/^[0-9a-f]{12}$/);

const MANIFEST = z.strictObject({
  version: z.literal(1),
  id: APPLY_ID,
  undoes: APPLY_ID.optional(),
  tool: z.string().optional(),
  plan: z.string().optional(),
  phases: z.array(z.string()),
  startedAt: z.string(),
  files: z.array(
    z.strictObject({
      path: PATH,
      from: PATH.optional(),
      before: IMAGE.optional(),
      after: IMAGE.optional(),
    }),
  ),
  folders: z.array(
    z.strictObject({ path: PATH, before: FOLDER.optional(), after: FOLDER.optional() }),
  ),
});

/**
 * The journal in `folder`. Whatever it holds may have come with a repository, so that it is read as
 * something that wants to do harm: its paths stay below the root and out of `.git`, no file in it
 * is reached through a symlink, and everything has a bound. Throws UserError `bad-journal`.
 */
export function readJournal(disk: TargetDisk, folder: RepoPath): Journal {
  return { folder, manifest: readManifest(disk, folder) };
}

function readManifest(disk: TargetDisk, folder: RepoPath): Manifest {
  for (const each of [OWN_FOLDER, folder]) {
    if (!disk.look(each)?.isDirectory()) throw badJournal(disk, `${each} is no folder`);
  }
  const path = `${folder}/manifest`;
  const data = parse(disk, path, readText(disk, path));
  if (isObject(data) && typeof data["version"] === "number" && data["version"] > 1) {
    throw badJournal(disk, `${path} was written by a later conn-codemod, which has to read it`);
  }
  const checked = MANIFEST.safeParse(data);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = issue?.path.join(".") ?? "";
    throw badJournal(disk, `${path}: ${field === "" ? "" : `${field}: `}${issue?.message ?? ""}`);
  }
  // Undefined and absent are the same to a reader of these.
  const manifest = checked.data as Manifest;
  const seen = new Set<RepoPath>();
  for (const each of manifest.files) {
    if (seen.has(each.path)) throw badJournal(disk, `${path} has ${each.path} twice`);
    seen.add(each.path);
  }
  return manifest;
}

function readText(disk: TargetDisk, path: RepoPath): string {
  try {
    const size = disk.look(path)?.size ?? 0;
    if (size > MOST_BYTES) throw badJournal(disk, `${path} is larger than any journal is`);
    return new TextDecoder("utf-8", { fatal: true }).decode(disk.read(path).bytes);
  } catch (error) {
    throw unreadable(disk, path, error) ?? error;
  }
}

function unreadable(disk: TargetDisk, path: RepoPath, error: unknown): UserError | undefined {
  if (error instanceof UnfitFileError) return badJournal(disk, `${path}: ${error.message}`);
  if (error instanceof DiskError && error.code === "ENOENT") {
    return badJournal(disk, `there is no ${path}`);
  }
  if (error instanceof TypeError) return badJournal(disk, `${path} is not UTF-8`);
  return undefined;
}

function parse(disk: TargetDisk, path: RepoPath, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badJournal(disk, `${path} is not JSON`);
  }
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null;
}
