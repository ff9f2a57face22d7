import { oneEmbedded } from "../../helpers/one-embedded.ts";
import { sampleTrials } from "./sample-trials.ts";

sampleTrials(oneEmbedded());
