import { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { placeOf } from "../../program/syntax.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import { names } from "./edits/comments.ts";
import { Cutting } from "./edits/cutting.ts";
import { insertBeside } from "./edits/insert.ts";
import { mentionsIn } from "./edits/mentions.ts";
import type { Mention } from "./edits/mentions.ts";
import { Refused } from "./edits/refused.ts";
import { removeMentions } from "./edits/remove.ts";
import { renameMention } from "./edits/rename.ts";
import { isExported, usesOf } from "./sharing.ts";

/** One way to rewrite the code of some conditions. */
export interface Candidate {
  readonly kind: "remove" | "rename" | "insert";
  /** Throws Refused where this way leads nowhere. */
  make(): Rewriting;
}

/** What a candidate would do. */
export interface Rewriting {
  readonly byPath: ReadonlyMap<RepoPath, readonly TextEdit[]>;
  /** Comments above what is cut that do not say whether they were about it. */
  readonly orphans: readonly { readonly path: RepoPath; readonly offset: number }[];
}

/** What a condition is made of, and all that is needed to rewrite it. */
export interface Subject {
  readonly program: TypeProgram;
  readonly snapshot: Snapshot;
  /** The conditions, and the functions and constants outside of them that play a part. */
  readonly regions: readonly ts.Node[];
  readonly from: string;
  readonly to: string;
  /** Whether the route stays in its router. */
  readonly isRename: boolean;
  /** The first keys of procedures that may stand as examples for the new route, best first. */
  readonly siblings: readonly string[];
  /** The first keys of all other routes. */
  readonly others: readonly string[];
}

const MOST_SIBLINGS = 6;

/** The ways to rewrite `subject`, the most natural first. */
export function candidatesFor(subject: Subject): readonly Candidate[] {
  const { regions, from, to } = subject;
  const mentions = mentionsOf(regions, from);
  const removing = (): Edits => (mentions.length > 0 ? removed(subject) : new Edits());
  const candidates: Candidate[] = [];
  if (mentions.length > 0) {
    const rename = (): Edits => {
      const edits = new Edits();
      for (const mention of mentions) edits.add(mention.node, [renameMention(mention, to)]);
      return edits;
    };
    candidates.push(
      { kind: "remove", make: () => checked(subject, removing()) },
      { kind: "rename", make: () => checked(subject, rename()) },
    );
    // Where only the name changes, the code goes on naming the route, even if it need not.
    if (subject.isRename) candidates.reverse();
  }
  const examples = subject.siblings
    .map((sibling) => ({ sibling, mentions: mentionsOf(regions, sibling) }))
    .filter((example) => example.mentions.length > 0)
    .slice(0, MOST_SIBLINGS);
  for (const { sibling, mentions: beside } of examples) {
    const choices = beside.length > 1 ? [beside, ...beside.map((each) => [each])] : [beside];
    for (const chosen of choices) {
      candidates.push({
        kind: "insert",
        make: () => {
          const edits = removing();
          for (const mention of chosen) {
            edits.add(mention.node, insertBeside(mention, sibling, to));
          }
          return checked(subject, edits);
        },
      });
    }
  }
  return candidates;
}

/** The mentions of `route` in all of `regions`. */
export function mentionsOf(regions: readonly ts.Node[], route: string): readonly Mention[] {
  return regions.flatMap((region) => mentionsIn(region, route));
}

class Edits implements Rewriting {
  readonly byPath = new Map<RepoPath, TextEdit[]>();
  readonly orphans: { path: RepoPath; offset: number }[] = [];

  add(node: ts.Node, edits: readonly TextEdit[]): void {
    const path = pathOf(node.getSourceFile());
    if (path === undefined) throw new Refused("it is outside of the repository", node);
    this.byPath.set(path, [...(this.byPath.get(path) ?? []), ...edits]);
  }
}

function removed(subject: Subject): Edits {
  const { regions, from, others, program } = subject;
  const cuttings = new Map<ts.SourceFile, Cutting>();
  const isOwn = (comment: string): boolean =>
    names(comment, from) && !others.some((other) => names(comment, other));
  const cuttingFor = (file: ts.SourceFile): Cutting => {
    const cutting = cuttings.get(file) ?? new Cutting(file, isOwn);
    cuttings.set(file, cutting);
    return cutting;
  };
  const { spent } = removeMentions(regions, from, program.checker, cuttingFor);
  for (const declaration of spent) removeDeclaration(declaration, subject, cuttingFor);
  const edits = new Edits();
  for (const [file, cutting] of cuttings) {
    edits.add(file, cutting.edits());
    const path = pathOf(file) ?? "";
    edits.orphans.push(...cutting.orphans.map((offset) => ({ path, offset })));
  }
  return edits;
}

/** Takes a declaration of which nothing is left along, if all its uses are cut. */
function removeDeclaration(
  declaration: ts.Declaration,
  subject: Subject,
  cuttingFor: (file: ts.SourceFile) => Cutting,
): void {
  const name = ts.getNameOfDeclaration(declaration)?.getText() ?? "a declaration";
  if (isExported(declaration)) {
    throw new Refused(`nothing would be left of \`${name}\`, which is exported`, declaration);
  }
  const file = declaration.getSourceFile();
  const cutting = cuttingFor(file);
  for (const use of usesOf(subject.program, subject.snapshot, declaration)) {
    const isCut = cutting
      .edits()
      .some(({ start, end }) => start <= use.node.getStart() && use.node.end <= end);
    if (!isCut) {
      throw new Refused(`nothing would be left of \`${name}\`, which is used elsewhere`, use.node);
    }
  }
  const list = declaration.parent;
  const statement = ts.isVariableDeclarationList(list) ? list.parent : declaration;
  if (ts.isVariableDeclarationList(list) && list.declarations.length > 1) {
    throw new Refused(`\`${name}\` is declared together with others`, declaration);
  }
  cutting.statement(statement);
}

/** Refuses edits of a constant or function that anything but these conditions uses. */
function checked(subject: Subject, edits: Edits): Rewriting {
  const declarations = subject.regions.filter(isNamed);
  const queue = declarations.filter((declaration) => isEdited(declaration, edits));
  for (const region of subject.regions) {
    if (ts.isExportAssignment(region) && isEdited(region, edits)) {
      throw new Refused("it is in a default export, which anything may use", region);
    }
  }
  for (const declaration of queue) {
    for (const use of usesOf(subject.program, subject.snapshot, declaration)) {
      if (use.isPassedOn) continue;
      const region = subject.regions.find((each) => isWithin(use.node, each));
      if (!region) {
        const name = ts.getNameOfDeclaration(declaration)?.getText() ?? "what would be changed";
        const { line } = placeOf(use.node);
        throw new Refused(`\`${name}\` is also used in ${use.path}:${line}`, declaration);
      }
      // What uses it changes with it, and whoever uses that.
      if (isNamed(region) && !queue.includes(region)) queue.push(region);
    }
  }
  return edits;
}

function isEdited(node: ts.Node, edits: Edits): boolean {
  const path = pathOf(node.getSourceFile());
  const made = path === undefined ? [] : (edits.byPath.get(path) ?? []);
  return made.some(({ start, end }) => start < node.end && end > node.getStart());
}

type Named = ts.VariableDeclaration | ts.FunctionDeclaration | ts.EnumMember;

function isNamed(region: ts.Node): region is Named {
  return (
    ts.isVariableDeclaration(region) || ts.isFunctionDeclaration(region) || ts.isEnumMember(region)
  );
}

function isWithin(node: ts.Node, region: ts.Node): boolean {
  return (
    node.getSourceFile().fileName === region.getSourceFile().fileName &&
    region.pos <= node.pos &&
    node.end <= region.end
  );
}
