import type { Remark } from "../../codemods/routes/survey/model.ts";
import type { Note } from "../../codemods/step.ts";
import { requestOutputs } from "../output-requests.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { withoutCommands } from "../report/escape/workflow-command.ts";
import { safeJson } from "../report/escape/json.ts";
import { ROUTES_FORMATS } from "../report/formats.ts";
import { exitCodeOfRoutes } from "../routes/counts.ts";
import { renderDot } from "../routes/dot.ts";
import { renderMermaid } from "../routes/mermaid.ts";
import { renderRoutes } from "../routes/pretty.ts";
import { readTool } from "../tool.ts";
import { checkOutputs, handOut, withTree } from "./look.ts";

/** Shows the routers, who calls their procedures, and where splitLinks send them. */
export async function routes(options: Options, io: Io): Promise<ExitCode> {
  const outputs = requestOutputs(options.formats, options.output, ROUTES_FORMATS);
  checkOutputs(outputs, io);
  const survey = await withTree(options, io, async ({ snapshot }, progress) => {
    const { askParsable } = await import("../../codemods/parsable.ts");
    const { surveyRoutes } = await import("../../codemods/routes/survey/survey.ts");
    const onProgress = (what: string): void => progress.update(what);
    const { answer, notes } = await askParsable(
      (parsable) => surveyRoutes(parsable, { roots: options.roots, onProgress }),
      snapshot,
    );
    return { ...answer, remarks: [...answer.remarks, ...notes.map(remarkOf)] };
  });
  const exitCode = exitCodeOfRoutes(survey);
  const { name, version } = readTool();
  const painters = {
    pretty: (found: typeof survey, view: Parameters<typeof renderRoutes>[1]) =>
      withoutCommands(renderRoutes(found, view)),
    json: (found: typeof survey) =>
      safeJson({
        schemaVersion: 1,
        tool: { name, version },
        command: "routes",
        ...found,
        exitCode,
      }),
    dot: renderDot,
    mermaid: renderMermaid,
  };
  handOut(survey, outputs, painters, options, io);
  return exitCode;
}

/** A file that was not looked into. */
function remarkOf({ code, path, line, column, message }: Note): Remark {
  return { code, path, line, column, message };
}
