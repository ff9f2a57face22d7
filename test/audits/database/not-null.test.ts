import { oneEmbedded } from "../../helpers/one-embedded.ts";
import { notNullTrials } from "./not-null-trials.ts";

notNullTrials(oneEmbedded());
