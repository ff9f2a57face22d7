import { BULLETS, DOCUMENT, PLAN, plan } from "../honest-target.ts";
import type { Target } from "../honest-target.ts";
import { ON_BASE, STRICT } from "../trick.ts";
import type { Trick } from "../trick.ts";

const { camel, gone } = BULLETS;

/** What is only told with --base, and fails with --strict. */
function both(what: string, play: (target: Target) => void, says: RegExp): readonly Trick[] {
  return [
    { what, play, args: ON_BASE, says, exit: 0 },
    { what: `${what}, with --strict`, play, args: STRICT, says, exit: 1 },
  ];
}

const text = (from: string, to: string) => (target: Target) => target.inDocument(from, to);

/** Tricks that only a look at what was before can tell. */
export const ofTheBase: readonly Trick[] = [
  ...both(
    "a criterion was taken out",
    text(`${camel}\n`, ""),
    /phase 1 asks for it, and now no criterion .*No references to `oldThing`/,
  ),
  ...both(
    "a criterion looks at fewer folders",
    text("`oldThing` in `apps/web` and `packages/lib`", "`oldThing` in `packages/lib`"),
    /asks for it.*No references to `oldThing` in `apps\/web`/,
  ),
  ...both(
    "a criterion looks at one file of the folder",
    text("`oldThing` in `apps/web`", "`oldThing` in `apps/web/app.ts`"),
    /asks for it.*No references to `oldThing`/,
  ),
  ...both(
    "a criterion got an exception",
    text(camel, `${camel} <!-- conn-codemod: except apps/web/x.ts because "x" -->`),
    /asks for it.*No references to `oldThing`/,
  ),
  ...both(
    "another file must be gone",
    text(gone, "- [x] File `packages/lib/older.ts` does not exist"),
    /asks for it.*`packages\/lib\/old-thing\.ts` does not exist/,
  ),
  ...both(
    "a command became an easier one",
    text("`test -f package.json`", "`test -d apps`"),
    /asks for it.*test -f package\.json/,
  ),
  ...both(
    "a bullet is for a person now",
    (target) => {
      target.inDocument(`${camel}\n`, "");
      target.inDocument(BULLETS.manual, `${BULLETS.manual}\n${camel}`);
    },
    /asks for it.*No references to `oldThing`/,
  ),
  ...both(
    "the plan has another document now",
    (target) => {
      target.git("mv", DOCUMENT, "docs/other.md");
      target.replace("docs/other.md", `${camel}\n`, "");
      target.inPlan({ document: { path: "docs/other.md" } });
    },
    /asks for it.*No references to `oldThing`/,
  ),
  ...both(
    "a name is no longer tracked",
    ({ inPlan }) => inPlan({ names: [] }),
    /no longer tracks oldThing/,
  ),
  ...both(
    "a name may stay in more places",
    ({ inPlan }) => inPlan({ allow: [...plan.allow, { paths: ["apps/**"], reason: "x" }] }),
    /may stay in apps\/\*\*, which the base does not say/,
  ),
  ...both(
    "a criterion that held before",
    text(gone, `${gone}\n- [x] File \`packages/lib/never.ts\` does not exist`),
    /never\.ts` does not exist held on the base already: vacuous there/,
  ),
  {
    what: "the document of the base cannot be read",
    play: (target) => {
      target.git("checkout", "--quiet", "main");
      target.write({ [DOCUMENT]: "<!-- open\n" });
      target.commit();
      target.git("checkout", "--quiet", "-B", "work");
      target.write({
        [DOCUMENT]: target.git("show", `HEAD~:${DOCUMENT}`),
        "apps/web/app.ts": "",
        "packages/lib/new.ts": "",
      });
      target.remove("packages/lib/old-thing.ts");
    },
    args: ON_BASE,
    says: /what the base asked for could not be read: docs\/plan\.md/,
    exit: 0,
  },
  {
    what: "the plan is not on the base under this name",
    play: ({ git }) => void git("mv", PLAN, "plans/new.json"),
    args: ["audit", "plans/new.json", "--exec", "--base", "main"],
    says: /the base does not have the plan under this name/,
    exit: 0,
  },
];
