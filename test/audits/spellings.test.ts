import { describe, expect, test } from "vitest";
import { findTokens, spellingsOf } from "../../audits/spellings.ts";

describe("spellingsOf", () => {
  test.each([
    ["userSources", ["userSources", "UserSources", "user-sources", "user_sources"]],
    ["user-sources", ["userSources", "UserSources", "user-sources", "user_sources"]],
    ["user_sources", ["userSources", "UserSources", "user-sources", "user_sources"]],
    ["UserSources", ["userSources", "UserSources", "user-sources", "user_sources"]],
    ["connection", ["connection", "Connection"]],
    ["x", ["x", "X"]],
    ["oauth2Token", ["oauth2Token", "Oauth2Token", "oauth2-token", "oauth2_token"]],
    ["sha256", ["sha256", "Sha256"]],
    ["user_2fa", ["user2fa", "User2fa", "user-2fa", "user_2fa"]],
    ["userURL", ["userURL", "UserURL", "user-url", "user_url"]],
    ["APIKey", ["apiKey", "APIKey", "api-key", "api_key"]],
    ["HTML5Parser", ["html5Parser", "HTML5Parser", "html5-parser", "html5_parser"]],
    ["userIDs", ["userIDs", "UserIDs", "user-ids", "user_ids"]],
    ["planB", ["planB", "PlanB", "plan-b", "plan_b"]],
    [
      "USER_SOURCES",
      ["userSources", "UserSources", "user-sources", "user_sources", "USER_SOURCES"],
    ],
  ])("%s", (name, expected) => {
    expect(new Set(spellingsOf(name))).toEqual(new Set(expected));
    expect(spellingsOf(name)).toHaveLength(new Set(expected).size);
  });

  test("camel case comes first and the name itself is never missing", () => {
    expect(spellingsOf("userSources")[0]).toBe("userSources");
    for (const name of ["_private", "ÉtatCivil", "$scope", "a-b_cD", "X1Y2z3", "IDs", "42"]) {
      expect(spellingsOf(name)).toContain(name);
    }
  });
});

const found = (text: string) =>
  findTokens(text, spellingsOf("userSources")).map(({ start, end }) => text.slice(start, end));

describe("findTokens", () => {
  test.each([
    ["userSourcesList", []],
    ["lightfast_user_sources", []],
    ["user_sources_id", []],
    ["1userSources", []],
    ["userSourceS", []],
    ['"userSources."', ["userSources"]],
    ['from "./user-sources"', ["user-sources"]],
    ["x-user-sources-y", ["user-sources"]],
    ["$userSources", ["userSources"]],
    ["éuserSourcesé", ["userSources"]],
    ["userSources,UserSources user_sources", ["userSources", "UserSources", "user_sources"]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test("counts no character twice, and the longer of two that begin together", () => {
    const tokens = findTokens("user-sources user", ["user", "user-sources", "sources"]);
    expect(tokens.map(({ start, spelling }) => [start, spelling])).toEqual([
      [0, "user-sources"],
      [13, "user"],
    ]);
    expect(findTokens("a.b axb", ["a.b"])).toHaveLength(1);
    expect(findTokens("anything", [])).toEqual([]);
    expect(findTokens("anything", [""])).toEqual([]);
  });
});
