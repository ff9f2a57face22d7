/** What a plan wants renamed: an identifier, its new name, and the name to take where that is taken. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  readonly otherwise?: string | undefined;
}

/** One way in which identifiers are made of a name, with what it becomes. */
export interface Spelling {
  readonly from: string;
  readonly to: string;
  /** Taken by a symbol that cannot be called `to`; undefined if the plan names nothing else. */
  readonly otherwise: string | undefined;
}

/** The name itself, its Pascal form and its setter: `id`, `Id` and `setId`, without duplicates. */
export function spellingsOf({ from, to, otherwise }: Rename): readonly Spelling[] {
  const ways = [(name: string) => name, pascal, (name: string) => `set${pascal(name)}`];
  const spellings = ways.map((way) => ({
    from: way(from),
    to: way(to),
    otherwise: otherwise === undefined ? undefined : way(otherwise),
  }));
  return spellings.filter(
    (spelling, index) => spellings.findIndex(({ from }) => from === spelling.from) === index,
  );
}

/** Finds each of `names` where it stands as a whole identifier, in any text. */
export function wordPattern(names: readonly string[]): RegExp {
  const alternatives = names.map((name) => name.replaceAll("$", "\\$"));
  return new RegExp(
    `(?<![\\p{ID_Continue}$])(?:${alternatives.join("|")})(?![\\p{ID_Continue}$])`,
    "gu",
  );
}

/** Whether `name` begins with a capital. */
export function isPascal(name: string): boolean {
  return name !== "" && pascal(name) === name;
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
