import { oneEmbedded } from "../../helpers/one-embedded.ts";
import { countTrials } from "./count-trials.ts";

countTrials(oneEmbedded());
