import type {
  CallerFile,
  Remark,
  RootSurvey,
  RouteNode,
  RouteSurvey,
} from "../../codemods/routes/survey/model.ts";
import { groupedBy } from "../report/group.ts";
import { placeText } from "../report/pretty/places.ts";
import { hanging, heading } from "../report/pretty/view.ts";
import type { View } from "../report/pretty/view.ts";
import { counted, inFigures } from "../report/words.ts";
import { escapeControl } from "../terminal/escape.ts";
import { padEnd, widthOf } from "../terminal/width.ts";
import { proceduresIn, routersIn, usesOf } from "./counts.ts";
import { splitLinkLines } from "./split-links.ts";

/** How many files that call a procedure are listed unless all are wanted. */
const SHOWN = 3;

/** The survey for people: the trees, what they are built with, where splitLinks send them. */
export function renderRoutes(survey: RouteSurvey, view: View): string {
  const sections = [
    ...survey.roots.map((root) => rootLines(root, view)),
    builderLines(survey, view),
    ...survey.splitLinks.map((link) => splitLinkLines(link, view)),
    remarkLines(survey.remarks, view),
    closingLines(survey, view),
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function rootLines(root: RootSurvey, view: View): string[] {
  const { paint } = view;
  const { nodes, uses, name } = root;
  const size = `${counted(routersIn(nodes).length, "router")}, ${counted(proceduresIn(nodes).length, "procedure")}`;
  return [
    ...hanging(
      `${paint.bold(escapeControl(name ?? "(default export)"))}  `,
      widthOf(name ?? "(default export)") + 2,
      `${placeText(root)}  ${size}`,
      view,
      paint.dim,
    ),
    ...[...groupedBy(uses, ({ kind }) => kind)].flatMap(([kind, own]) => {
      const files = [...new Set(own.map((use) => placeText(use)))];
      return hanging(`  ${padEnd(USED[kind], 10)}`, 12, files.join(", "), view, paint.dim);
    }),
    ...nodes.flatMap((node) => ["", ...topLines(node, view)]),
  ];
}

const USED = { type: "typed in", handler: "served in", caller: "called in" } as const;

/** Procedures that stand right in the root are put below a router of no name. */
function topLines(node: RouteNode, view: View): string[] {
  return node.kind === "router" ? routerLines(node, view) : table([node], view);
}

function routerLines(router: Extract<RouteNode, { kind: "router" }>, view: View): string[] {
  const { paint } = view;
  const { path, module, mount, nodes, callers } = router;
  const own = nodes.filter(({ kind }) => kind !== "router");
  const inner = nodes.filter((node) => node.kind === "router");
  const name = escapeControl(path);
  const at =
    module && module.path !== mount.path ? placeText(module) : `in ${placeText(module ?? mount)}`;
  return [
    ...hanging(`  ${paint.bold(name)}  `, widthOf(name) + 4, at, view, paint.dim),
    ...(nodes.length === 0 ? [paint.yellow("    has no procedures")] : []),
    ...(callers.length > 0 ? ["    all of it is used in", ...callerLines(callers, 6, view)] : []),
    ...table(own, view),
    ...inner.flatMap((node) => routerLines(node, view)),
  ];
}

/** A row a procedure, and below it who calls it. */
function table(nodes: readonly RouteNode[], view: View): string[] {
  const { paint } = view;
  const width = (text: (node: RouteNode) => string): number =>
    Math.max(0, ...nodes.map((node) => widthOf(text(node))));
  const keys = width(({ key }) => escapeControl(key));
  const types = width(typeOf);
  return nodes.flatMap((node) => {
    const key = padEnd(escapeControl(node.key), keys);
    if (node.kind === "router") return [];
    if (node.kind === "unknown") return [`    ${key}  ${paint.yellow(node.why)}`];
    const builder = escapeControl(node.builder ?? "(builder not written out)");
    const type = padEnd(typeOf(node), types);
    const begin = `    ${paint.cyan(key)}  ${type}  `;
    const called =
      node.callers.length === 0
        ? [`      ${paint.yellow("no caller found")}`]
        : callerLines(node.callers, 6, view);
    return [...hanging(begin, 8 + keys + types, builder, view, paint.dim), ...called];
  });
}

function typeOf(node: RouteNode): string {
  return node.kind === "procedure" ? (node.type ?? "procedure") : "";
}

function callerLines(callers: readonly CallerFile[], indent: number, view: View): string[] {
  const { paint } = view;
  const shown = view.verbose
    ? callers
    : callers.slice(0, callers.length === SHOWN + 1 ? SHOWN + 1 : SHOWN);
  const more = callers.slice(shown.length);
  const uses = more.reduce((sum, { count }) => sum + count, 0);
  const margin = " ".repeat(indent);
  return [
    ...shown.flatMap(({ path, lines, as }) => {
      const places = `${escapeControl(path)}:${[...new Set(lines)].join(",")}`;
      return hanging(
        margin,
        indent,
        `${places} (${as.map(escapeControl).join(", ")})`,
        view,
        paint.dim,
      );
    }),
    ...(more.length > 0
      ? [
          paint.dim(
            `${margin}… and ${counted(uses, "use")} in ${counted(more.length, "more file")} (--verbose lists all)`,
          ),
        ]
      : []),
  ];
}

function builderLines({ builders }: RouteSurvey, view: View): string[] {
  if (builders.length === 0) return [];
  const { paint } = view;
  const names = Math.max(...builders.map(({ name }) => widthOf(escapeControl(name))));
  return [
    heading("Built with", view),
    ...builders.flatMap(({ name, declared, procedures }) => {
      const at = declared ? placeText(declared) : "not declared in this repository";
      const text = `${counted(procedures, "procedure")}  ${at}`;
      return hanging(`  ${padEnd(escapeControl(name), names)}  `, names + 4, text, view, paint.dim);
    }),
  ];
}

function remarkLines(remarks: readonly Remark[], view: View): string[] {
  if (remarks.length === 0) return [];
  const shown = view.verbose ? remarks : remarks.slice(0, 20);
  const more = remarks.length - shown.length;
  return [
    heading(`Not understood, or worth knowing (${remarks.length})`, view),
    ...shown.flatMap((remark) => [
      `  ${view.paint.yellow("!")} ${placeText(remark)}`,
      ...hanging("    ", 4, escapeControl(remark.message), view),
    ]),
    ...(more > 0 ? [view.paint.dim(`  … and ${more} more (--verbose lists all)`)] : []),
  ];
}

function closingLines({ roots, remarks }: RouteSurvey, view: View): string[] {
  const { paint } = view;
  if (roots.length === 0) {
    const why =
      remarks.length > 0
        ? "No router that is typed, served or called was found; see above, or name one with --root FILE."
        : "No tRPC router was found. If there is one, name its file: --root FILE.";
    return hanging(paint.bold(paint.yellow("! ")), 2, why, view);
  }
  const nodes = roots.flatMap((root) => root.nodes);
  const procedures = proceduresIn(nodes);
  const uncalled = procedures.filter((each) => usesOf(each) === 0).length;
  const unread = remarks.filter(({ code }) => code !== "unused-router").length;
  const parts = [
    counted(roots.length, "root"),
    counted(routersIn(nodes).length, "router"),
    counted(procedures.length, "procedure"),
    ...(uncalled > 0 ? [`${inFigures(uncalled)} of them without a caller that was found`] : []),
  ];
  const rest = unread > 0 ? ` ${counted(unread, "place")} not understood: see above.` : "";
  const color = unread > 0 ? paint.yellow : paint.green;
  const mark = unread > 0 ? "! " : "✔ ";
  return hanging(paint.bold(color(mark)), 2, `${parts.join(", ")}.${rest}`, view, (line) =>
    paint.bold(color(line)),
  );
}
