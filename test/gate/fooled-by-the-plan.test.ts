import { play } from "./play.ts";
import { ofTheBase } from "./tricks/base.ts";
import { ofBaselines } from "./tricks/baseline.ts";
import { ofTheDocument } from "./tricks/document.ts";
import { ofPlans } from "./tricks/plan.ts";

play("the document", ofTheDocument);
play("the plan, the command line or a report", ofPlans);
play("the baseline", ofBaselines);
play("what was before", ofTheBase);
