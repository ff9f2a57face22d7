import { openEmbedded } from "../../../audits/database/embedded.ts";
import { trials } from "./trials.ts";

trials(() => openEmbedded, /embedded PostgreSQL \d+\S* \(PGlite\), in memory/);
