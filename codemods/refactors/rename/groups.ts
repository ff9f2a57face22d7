import type { ts } from "ts-morph";
import { declarationKey } from "../../program/references.ts";
import type { Spelling } from "./spellings.ts";
import type { Use } from "./uses.ts";

/** All uses of one symbol, in all files: they have one name before, and must have one after. */
export interface Group {
  readonly spelling: Spelling;
  readonly uses: readonly Use[];
  readonly declarations: readonly ts.Declaration[];
  /** Of all declarations. */
  readonly keys: ReadonlySet<string>;
}

/** Tells which declarations are of one symbol, as far as it has been told. */
export class Symbols {
  private readonly parents = new Map<string, string>();

  /** All of these must have one name. */
  join(declarations: readonly ts.Declaration[]): void {
    const [first, ...others] = declarations.map(declarationKey);
    if (first === undefined) return;
    for (const other of others) this.parents.set(this.find(other), this.find(first));
  }

  /** Equal for declarations that were joined, however indirectly. */
  find(key: string): string {
    const parent = this.parents.get(key);
    if (parent === undefined || parent === key) return key;
    const root = this.find(parent);
    this.parents.set(key, root);
    return root;
  }
}

/** The uses that have a declaration, by symbol, in order of first use. */
export function groupUses(uses: readonly Use[], symbols: Symbols): readonly Group[] {
  const bySymbol = new Map<string, Use[]>();
  for (const use of uses) {
    const [first] = use.declarations;
    if (!first) continue;
    const symbol = symbols.find(declarationKey(first));
    const known = bySymbol.get(symbol);
    if (known) known.push(use);
    else bySymbol.set(symbol, [use]);
  }
  return [...bySymbol.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const declarations = new Map(
      members.flatMap((use) => use.declarations).map((each) => [declarationKey(each), each]),
    );
    return [
      {
        spelling: first.spelling,
        uses: members,
        declarations: [...declarations.values()],
        keys: new Set(declarations.keys()),
      },
    ];
  });
}
