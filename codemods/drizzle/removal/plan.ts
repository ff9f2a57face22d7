import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { noteAt } from "../../program/notes.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { NameNode } from "../../program/references.ts";
import type { Note } from "../../step.ts";
import type { RelationEntry, RelationGroup } from "../relations.ts";
import type { Schema } from "../schema.ts";
import { isWithin, keyOf } from "../syntax.ts";
import type { Column, Table } from "../tables.ts";
import { referencesTo } from "../targets.ts";
import { Classifier } from "./classify.ts";
import type { Place } from "./classify.ts";
import { derivedDeclaration, isDeclarative } from "./derived.ts";
import { fateOf } from "./extras.ts";

/** What is to be dropped: a table, or one of its columns. */
export interface Goal {
  readonly table: Table;
  readonly column: Column | undefined;
}

/** What goes with a table or column, and what stands in the way. */
export interface Removal {
  /** What is to be taken out: no node is within another one. */
  readonly removed: ReadonlySet<ts.Node>;
  /** Names of calls in a chain that go: `references`. */
  readonly links: ReadonlySet<ts.Node>;
  /** Relations that go, so that nothing may ask for them. */
  readonly relations: ReadonlySet<ts.Node>;
  /** Tokens that stand for something that goes and are in nothing that goes. */
  readonly uses: readonly NameNode[];
  /** Imports of what goes. */
  readonly imports: readonly NameNode[];
  /** Every name under which something that goes is exported. */
  readonly names: ReadonlySet<string>;
  readonly notes: readonly Note[];
}

/** Works out, from `files`, all that goes with `goal`. Nothing is decided by name alone. */
export function planRemoval(
  program: TypeProgram,
  schema: Schema,
  files: readonly RepoPath[],
  goal: Goal,
): Removal {
  const planner = new Planner(program, schema, files, goal);
  return planner.run();
}

class Planner {
  private readonly classifier: Classifier;
  private readonly targets = new Set<ts.Declaration>();
  private readonly names = new Set<string>();
  /** What single files call it. */
  private readonly localNames = new Set<string>();
  private readonly removed = new Set<ts.Node>();
  private readonly links = new Set<ts.Node>();
  private readonly relations = new Set<ts.Node>();
  private readonly notes: Note[] = [];
  private readonly files: readonly ts.SourceFile[];
  private uses: NameNode[] = [];
  private imports: NameNode[] = [];

  constructor(
    private readonly program: TypeProgram,
    private readonly schema: Schema,
    files: readonly RepoPath[],
    private readonly goal: Goal,
  ) {
    this.classifier = new Classifier(program.checker, schema);
    const reaching = program.filesReaching(goal.table.path);
    this.files = files
      .filter((path) => reaching.has(path))
      .flatMap((path) => program.sourceFile(path) ?? []);
  }

  run(): Removal {
    const { table, column } = this.goal;
    if (column) this.drop(column.property, column.property, column.key);
    else this.drop(table.declaration, table.declaration, table.name);
    do this.settle();
    while (this.tidy());
    const { removed, links, relations, uses, imports, names, notes } = this;
    return { removed: outermost(removed), links, relations, uses, imports, names, notes };
  }

  /** Takes out `node`; what leads to `declaration` leads nowhere then. */
  private drop(node: ts.Node, declaration?: ts.Declaration, name?: string): void {
    this.removed.add(node);
    if (declaration) this.targets.add(declaration);
    if (name !== undefined) this.names.add(name);
  }

  /** Follows references until nothing more goes. */
  private settle(): void {
    for (;;) {
      const before = this.size();
      this.uses = [];
      this.imports = [];
      const references = this.files.flatMap((file) =>
        referencesTo(
          this.program.checker,
          file,
          new Set([...this.names, ...this.localNames]),
          this.targets,
        ),
      );
      const gone = new Set<ts.Node>(references);
      for (const node of references) {
        if (this.isGone(node)) continue;
        const place = this.classifier.placeOf(node);
        if (place.kind === "import") this.addImport(node);
        else if (!this.dropAt(place, node, gone)) this.uses.push(node);
      }
      if (this.size() === before) return;
    }
  }

  private size(): number {
    return this.removed.size + this.links.size + this.names.size + this.localNames.size;
  }

  private addImport(node: NameNode): void {
    this.imports.push(node);
    const { parent } = node;
    if (ts.isImportSpecifier(parent)) this.localNames.add(parent.name.text);
    if (ts.isImportClause(parent) && parent.name) this.localNames.add(parent.name.text);
  }

  private isGone(node: ts.Node): boolean {
    for (let at: ts.Node = node; ; at = at.parent) {
      if (this.removed.has(at)) return true;
      if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
        const isArgument = at.arguments.some((argument) => isWithin(node, argument));
        if (isArgument && this.links.has(at.expression.name)) return true;
      }
      if (ts.isSourceFile(at)) return false;
    }
  }

  /** Takes out what stands at `place`; false if that may not go. */
  private dropAt(place: Place, node: NameNode, gone: ReadonlySet<ts.Node>): boolean {
    switch (place.kind) {
      case "import":
        return false;
      case "export":
        if (ts.isExportAssignment(place.node) && !isDeclarative(place.node.getSourceFile())) {
          return false;
        }
        this.drop(place.node);
        if (ts.isExportSpecifier(place.node)) this.names.add(place.node.name.text);
        return true;
      case "relation":
        this.dropRelation(place.entry, place.group);
        return true;
      case "relation-part":
      case "relations":
        return this.dropRelations(place);
      case "extra":
        return this.dropExtra(place);
      case "reference":
        this.links.add(place.name);
        this.noteReference(place.name, `${place.table.name}.${place.column}`);
        return true;
      case "schema-key":
        if (!this.goal.column) return false;
        if (isDeclarative(node.getSourceFile())) this.drop(place.node);
        return isDeclarative(node.getSourceFile());
      case "table-list":
        this.drop(place.node, place.node, keyOf(place.node));
        return true;
      case "statement":
        return this.dropDerived(place.node, gone);
    }
  }

  private dropRelations(place: Place & { kind: "relations" | "relation-part" }): boolean {
    // A column's own table may name it only inside of relations.
    if (this.goal.column) return false;
    if (place.kind === "relation-part") this.drop(place.node);
    else this.drop(place.declaration, place.declaration, place.declaration.name.getText());
    return true;
  }

  private dropRelation(entry: RelationEntry, group: RelationGroup): void {
    this.drop(entry.property);
    this.relations.add(entry.property);
    const own = this.schema.tableAt(group.table);
    const other = this.schema.tableAt(entry.target);
    if (!own || !other || !entry.hasFields) return;
    // The other side of a relation does not say which columns it rests on, so it falls with it.
    const isPartner = (it: RelationEntry, table: Table): boolean =>
      this.schema.tableAt(it.target) === table && it.relationName === entry.relationName;
    const stillRests = this.schema
      .relationsOf(own)
      .some((it) => it.hasFields && isPartner(it, other) && !this.removed.has(it.property));
    if (stillRests) return;
    for (const it of this.schema.relationsOf(other)) {
      if (it.hasFields || !isPartner(it, own)) continue;
      this.drop(it.property);
      this.relations.add(it.property);
    }
  }

  private dropExtra({ table, extra }: Place & { kind: "extra" }): boolean {
    const { column } = this.goal;
    if (!column || table !== this.goal.table) {
      // Of another table, only a foreign key names this one.
      if (extra.kind !== "foreignKey") return false;
      this.drop(extra.node);
      this.noteReference(extra.node, table.name);
      return true;
    }
    const fate = fateOf(extra, table, column.key);
    if (fate.kind !== "stays") this.drop(extra.node);
    else {
      this.removed.add(extra.node);
      const message = `this ${extra.kind ?? "entry"} is about ${column.key} and about ${fate.others.join(", ")} too, which would lose it with the column. Say without ${column.key} what it is to say, or remove it, then run again.`;
      this.notes.push(noteAt(extra.node, "shared-constraint", "blocking", message));
    }
    if (fate.kind === "goes-whole") {
      const message = `this index goes, for a database drops an index with any of its columns. It also serves ${fate.others.join(", ")}: add one without ${column.key} if queries need it.`;
      this.notes.push(noteAt(extra.node, "index-dropped", "manual", message));
    }
    return true;
  }

  private dropDerived(node: ts.Node, gone: ReadonlySet<ts.Node>): boolean {
    if (this.goal.column || !isDeclarative(node.getSourceFile())) return false;
    const isGone = (at: ts.Node): boolean =>
      gone.has(at) || (ts.isPropertyAccessExpression(at) && gone.has(at.name));
    const declaration = derivedDeclaration(node, isGone);
    const name = declaration && ts.getNameOfDeclaration(declaration);
    if (!declaration || !name) return false;
    this.drop(node, declaration, name.getText());
    return true;
  }

  private noteReference(node: ts.Node, column: string): void {
    const what = this.goal.column
      ? `${this.goal.table.name}.${this.goal.column.key}`
      : this.goal.table.name;
    const message = `the foreign key of ${column} to ${what} goes, and the column stays. Drop it too (drop-column, before this step) if nothing needs what it holds.`;
    this.notes.push(noteAt(node, "reference-removed", "manual", message));
  }

  /** Takes out what is left empty or without a purpose; whether there was any. */
  private tidy(): boolean {
    const before = this.removed.size;
    for (const group of this.schema.relations) this.tidyRelations(group);
    this.tidyExtras();
    this.tidyLocals();
    return this.removed.size > before;
  }

  private tidyRelations(group: RelationGroup): void {
    if (this.isGone(group.part ?? group.declaration) || group.entries.length === 0) return;
    if (!group.entries.every(({ property }) => this.removed.has(property))) return;
    const { declaration, part } = group;
    if (part) this.drop(part);
    else if (!this.isNeeded(declaration)) {
      this.drop(declaration, declaration, declaration.name.getText());
    }
  }

  /** Whether anything but imports and exports names `declaration`. */
  private isNeeded(declaration: ts.VariableDeclaration): boolean {
    const names = new Set([declaration.name.getText()]);
    return this.files
      .flatMap((file) => referencesTo(this.program.checker, file, names, new Set([declaration])))
      .some((node) => {
        if (node.parent === declaration) return false;
        const { kind } = this.classifier.placeOf(node);
        return kind !== "import" && kind !== "export" && kind !== "table-list";
      });
  }

  private tidyExtras(): void {
    for (const { extras, extraArgument } of this.schema.tables) {
      if (!extraArgument || extras.length === 0 || this.isGone(extraArgument)) continue;
      if (extras.every(({ node }) => this.removed.has(node))) this.drop(extraArgument);
    }
  }

  /** Takes out local declarations of which only what goes made use, and unused parameters. */
  private tidyLocals(): void {
    const files = new Set([...this.removed].map((node) => node.getSourceFile()));
    for (const file of files) {
      for (const declaration of localDeclarations(file)) {
        const name = ts.getNameOfDeclaration(declaration);
        if (!name || !ts.isIdentifier(name) || this.isGone(declaration)) continue;
        const uses = referencesTo(
          this.program.checker,
          file,
          new Set([name.text]),
          new Set([declaration]),
        ).filter((node) => !isWithin(node, declaration));
        if (uses.length > 0 && uses.every((node) => this.isGone(node))) this.drop(declaration);
      }
    }
    for (const group of this.schema.relations) this.tidyHelpers(group);
  }

  /** `({ one, many })` without those that no relation of the group uses any more. */
  private tidyHelpers({ call, part, entries, declaration }: RelationGroup): void {
    if (part || this.isGone(declaration) || !entries.some((it) => this.removed.has(it.property))) {
      return;
    }
    const callback = call.arguments[1];
    if (!callback || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return;
    const [parameter] = callback.parameters;
    if (!parameter || !ts.isObjectBindingPattern(parameter.name)) return;
    const { elements } = parameter.name;
    const unused = elements.filter(({ name }) => {
      const uses = referencesTo(
        this.program.checker,
        call.getSourceFile(),
        new Set([name.getText()]),
        new Set(elements.filter((it) => it.name === name)),
      ).filter((node) => node.parent.parent !== parameter.name);
      return uses.length > 0 && uses.every((node) => this.isGone(node));
    });
    if (unused.length === 0) return;
    if (unused.length === elements.length) this.drop(parameter);
    else for (const element of unused) this.drop(element);
  }
}

/** Variables, types and the like that a file keeps to itself. */
function localDeclarations(file: ts.SourceFile): readonly ts.NamedDeclaration[] {
  return file.statements.flatMap((statement): readonly ts.NamedDeclaration[] => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (isExported) return [];
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations;
    const isNamed =
      ts.isTypeAliasDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    return isNamed ? [statement] : [];
  });
}

function outermost(nodes: ReadonlySet<ts.Node>): ReadonlySet<ts.Node> {
  const isInOther = (node: ts.Node): boolean => {
    for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) if (nodes.has(at)) return true;
    return false;
  };
  return new Set([...nodes].filter((node) => ts.isSourceFile(node.parent) || !isInOther(node)));
}

/** The repository path of a node's file. */
export function fileOf(node: ts.Node): RepoPath {
  const path = pathOf(node.getSourceFile());
  if (path === undefined)
    throw new Error(`not a file of the repository: ${node.getSourceFile().fileName}`);
  return path;
}
