import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPlan } from "../../plans/load.ts";
import { cli } from "../helpers/cli.ts";
import { copyTree, gitInit, projectRoot, temporaryFolder } from "../helpers/fixture-tree.ts";
import { KEYS, startInTerminal } from "../helpers/pseudo-terminal.ts";
import type { Session } from "../helpers/pseudo-terminal.ts";

const target = async (name: string): Promise<string> => {
  const root = join(await temporaryFolder(), name);
  await copyTree(join(projectRoot, "examples", name, "before"), root);
  rmSync(join(root, "conn-codemod.config.ts"));
  await gitInit(root);
  return root;
};

const stepsIn = async (root: string) =>
  (await loadPlan("conn-codemod.config.json", root)).phases.map(({ steps }) =>
    steps.map(({ title }) => title),
  );

/** Types each text when what is before it is shown. */
const type = async (session: Session, ...steps: readonly (readonly [string, string])[]) => {
  for (const [shown, keys] of steps) await session.press(keys, shown);
};

describe("at a terminal", () => {
  test("asks what, of what there is, into what, and writes once it is confirmed", async () => {
    const root = await target("drizzle-api");
    const session = startInTerminal(root, ["init"], { columns: 100, rows: 40 });
    await session.waitFor("2 Drizzle tables");
    await type(
      session,
      ["? What is to change?", "r"],
      ["? Which route?", "purch"],
      ["> appRouter.purchases", KEYS.enter],
      ["? What is the new key of appRouter.purchases?", "bad name"],
      ["bad name", KEYS.enter],
      ["cannot be a name in code", "\u0015orders"],
      ["orders", KEYS.enter],
      ["? What else?", "c"],
      ["? Which column?", "voucherId"],
      ["> purchases.voucherId", KEYS.enter],
      ["? What else?", "t"],
      ["? Which table?", "vouch"],
      ["> vouchers", KEYS.enter],
      ["? What else?", "d"],
    );
    await session.waitFor("Tried in memory");
    await session.waitFor("? Write the plan?");
    expect(existsSync(join(root, "conn-codemod.config.json"))).toBe(false);
    await session.press("y");
    expect(await session.ended).toBe(0);
    expect(await stepsIn(root)).toEqual([
      ["rename the route appRouter.purchases to orders"],
      ["drop the column purchases.voucherId", "drop the table vouchers"],
    ]);
    expect(session.raw()).toContain("conn-codemod run --dry-run");
    expect((await cli(root, ["run", "--dry-run"])).exitCode).toBe(0);
  });

  test("quitting, on the way and at the end, writes nothing", async () => {
    const root = await target("single-app");
    const first = startInTerminal(root, ["init"]);
    await first.press(KEYS.ctrlC, "? What is to change?");
    expect(await first.ended).toBe(1);
    const second = startInTerminal(root, ["init", "--rename-route", "post=article"]);
    await second.press("n", "? Write the plan?");
    expect(await second.ended).toBe(1);
    expect(existsSync(join(root, "conn-codemod.config.json"))).toBe(false);
    const third = startInTerminal(root, ["init", "--rename-route", "post=article", "--yes"]);
    expect(await third.ended).toBe(0);
    expect(third.raw()).not.toContain("?25l");
    expect(existsSync(join(root, "conn-codemod.config.json"))).toBe(true);
  });
});
