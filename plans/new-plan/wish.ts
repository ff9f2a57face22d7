import { UserError } from "../../workspace/errors.ts";

/** The kinds of change that a new plan can be asked for; each is a flag of `init`. */
export const WISHES = [
  "rename-route",
  "move-route",
  "delete-route",
  "rename-export",
  "rename-name",
  "move-module",
  "drop-column",
  "drop-table",
] as const;

export type WishKind = (typeof WISHES)[number];

/** One thing that should become another, or go. */
export interface Wish {
  readonly kind: WishKind;
  readonly from: string;
  /** What it becomes; `""` where it goes. */
  readonly to: string;
}

/** How each kind is written; what goes has no `=`. */
export const FORMS: Readonly<Record<WishKind, string>> = {
  "rename-route": "appRouter.posts=articles",
  "move-route": "userRouter.posts=orgRouter.articles",
  "delete-route": "appRouter.drafts",
  "rename-export": "src/db/posts.ts#posts=articles",
  "rename-name": "postId=articleId",
  "move-module": "src/posts.ts=src/articles.ts",
  "drop-column": "posts.authorId",
  "drop-table": "posts",
};

/** The wish that a flag was given. Throws UserError `usage` if it is not of the flag's form. */
export function readWish(kind: WishKind, written: string): Wish {
  const goes = !FORMS[kind].includes("=");
  const at = written.lastIndexOf("=");
  const from = goes || at === -1 ? written : written.slice(0, at);
  const to = goes || at === -1 ? "" : written.slice(at + 1);
  if (from.trim() === "" || (goes ? written.includes("=") : to.trim() === "")) {
    throw new UserError(
      "usage",
      `--${kind} ${JSON.stringify(written)} is not of the form ${FORMS[kind]}.`,
    );
  }
  return { kind, from: from.trim(), to: to.trim() };
}
