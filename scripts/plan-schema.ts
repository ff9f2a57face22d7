/** `npm run schema`: writes plan.schema.json anew, from what checks plans. */
import { writeFileSync } from "node:fs";
import { planJsonSchema } from "../plans/plan-json-schema.ts";

const file = new URL("../plan.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(planJsonSchema(), null, 2)}\n`);
