/** Where Prisma's generator puts a client that is its own: it is made anew, and no part of a checkout. */
const GENERATED = ["*generated/prisma", "*generated/client", "*generated/prisma/client"].flatMap(
  (path) => [path, `${path}.js`, `${path}.ts`],
);

/**
 * Prisma, as far as to tell its clients from those of a router: a model's name is often a route's,
 * and both can `create`. What it reads and writes is not known.
 */
export const PRISMA = /* ts */ `
declare module "@prisma/client" {
  export class PrismaClient<A = any, B = any, C = any> {
    constructor(options?: any);
    readonly "~unseen": true;
    $transaction(run: (transaction: PrismaClient) => any, options?: any): any;
    $transaction(queries: readonly any[], options?: any): any;
    $extends(extension: any): PrismaClient;
    [model: string]: any;
  }
  export const Prisma: any;
  export namespace Prisma { export type TransactionClient = PrismaClient }
}
${["@prisma/client/edge", ...GENERATED]
  .map((name) => `declare module "${name}" { export * from "@prisma/client" }`)
  .join("\n")}
`;
