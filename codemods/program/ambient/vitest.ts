/** Vitest, as far as a test is given a context that somebody has typed: a caller is often in it. */
export const VITEST = /* ts */ `
declare module "vitest" {
  export interface TestContext { [key: string]: any }
  interface Hook {
    <C = TestContext>(run: (context: C) => any, timeout?: any): any;
  }
  interface TestOf<G> {
    <C = G>(name: any, run?: (context: C) => any, options?: any): any;
    <C = G>(name: any, options: any, run: (context: C) => any): any;
    readonly skip: TestOf<G>; readonly only: TestOf<G>; readonly concurrent: TestOf<G>;
    readonly sequential: TestOf<G>; readonly todo: TestOf<G>; readonly fails: TestOf<G>;
    skipIf(condition: any): TestOf<G>; runIf(condition: any): TestOf<G>;
    extend<E = any>(...fixtures: any[]): TestOf<E>;
    readonly beforeEach: Hook; readonly afterEach: Hook;
    readonly each: any; readonly for: any;
  }
  export type TestAPI<G = any> = TestOf<G>;
  export const test: TestOf<TestContext>;
  export const it: TestOf<TestContext>;
  export const beforeEach: Hook; export const afterEach: Hook;
  export const vi: any; export const vitest: any; export const describe: any; export const suite: any;
  export const expect: any; export const beforeAll: any; export const afterAll: any; export const bench: any;
  export const inject: any; export const expectTypeOf: any; export const assert: any; export const assertType: any;
}
`;
