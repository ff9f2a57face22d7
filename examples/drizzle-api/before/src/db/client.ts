import { drizzle } from "drizzle-orm/pg-proxy";
import * as schema from "./schema.ts";

export const db = drizzle(async () => ({ rows: [] }), { schema });
