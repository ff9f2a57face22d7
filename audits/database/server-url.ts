import { UserError } from "../../workspace/errors.ts";

/** Where a server is, without what must not be told. */
export interface ServerAddress {
  /** `localhost:5432/app` */
  readonly shown: string;
  /** Takes out of a text what must not be told. */
  conceal(text: string): string;
}

/**
 * Reads a database's URL, which is never repeated in a message: it may hold a password. Throws
 * UserError `database-url` for one that is none, or that leaves open which server or database is
 * meant: that would then be decided by the environment.
 */
export function readServerUrl(url: string): ServerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "postgres:" && parsed?.protocol !== "postgresql:") {
    throw wrong("is neither `embedded` nor a URL that begins with postgres://");
  }
  const host = parsed.hostname === "" ? parsed.searchParams.get("host") : parsed.host;
  if (host === null || host === "") throw wrong("names no host");
  const database = decode(parsed.pathname.slice(1));
  if (database === "") throw wrong("names no database, such as `/app` after the host");
  const secrets = [parsed.password, decode(parsed.password), parsed.searchParams.get("password")];
  return {
    shown: `${host}/${database}`,
    conceal: (text) =>
      secrets.reduce<string>(
        (rest, secret) =>
          secret === null || secret === "" ? rest : rest.replaceAll(secret, "***"),
        text,
      ),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong("has a `%` that does not begin an escape such as `%40`");
  }
}

function wrong(what: string): UserError {
  return new UserError(
    "database-url",
    `the value of --database ${what}. Write \`--database embedded\`, or a URL such as postgres://user:password@localhost:5432/app.`,
  );
}
