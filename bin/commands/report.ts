import { resolve } from "node:path";
import process from "node:process";
import { readInputFile } from "../../workspace/named-files/input-file.ts";
import { checkOutputFile } from "../../workspace/named-files/output-file.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { destinationOf } from "../pull-request/destination.ts";
import { publish } from "../pull-request/publish.ts";
import { readReport } from "../report/read-report.ts";
import type { Report } from "../report/report.ts";
import { auditReport } from "./judge.ts";
import { deliver } from "./deliver.ts";

/** No report of a repository that a person could read comes near this, in bytes. */
const LARGEST_REPORT = 64 * 1024 * 1024;

/**
 * Hands out the report of an audit, or the one of an earlier run (`--from`), and makes it the
 * comment on a pull request (`--pull-request`). Ends as the report does. That it could not comment
 * is a UserError, unless it is for want of a permission: then the report is in the job's summary.
 */
export async function report(options: Options, io: Io): Promise<ExitCode> {
  const { pullRequest, from } = options;
  // What is wrong with it is better known before a long evaluation than after.
  const destination =
    pullRequest === undefined ? undefined : await destinationOf(pullRequest, process.env);
  // The plan's commands run what is in the pull request; they are not to find the token.
  if (destination) delete process.env["GITHUB_TOKEN"];

  const found =
    from === undefined ? await auditReport(options, io) : await earlierReport(from, options, io);
  await deliver(found, [], options, io);
  if (destination) await publish(found, destination, io.stderr);
  return found.exitCode;
}

async function earlierReport(from: string, options: Options, io: Io): Promise<Report> {
  for (const { file } of options.outputs) {
    if (file !== undefined) checkOutputFile(resolve(io.cwd, file));
  }
  const json = await readInputFile(from === "-" ? from : resolve(io.cwd, from), LARGEST_REPORT);
  return readReport(json, from === "-" ? "standard input" : from);
}
