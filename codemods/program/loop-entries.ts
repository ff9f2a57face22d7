import { ts } from "ts-morph";

/**
 * Gives each loop of a bound file that nothing leads to the entry that the binder leaves out: one that
 * is never reached.
 *
 * To say what a name is at some place, the checker goes back from there along what is executed before,
 * until it comes to a start or to what is known not to be reached. A loop has several things before it:
 * what is in front of it, and then what jumps back to it. If its head never ends, as in
 * `for (const id of [(() => { throw error; })()]) …`, the binder leaves out the first, and the checker
 * goes round in circles for ever, or until it is out of stack, or gives up all types of all files.
 */
export function giveLoopsTheirEntry(file: ts.SourceFile): void {
  if (!mayHaveEndlessHead(file.text)) return;
  const flows = flowsOf(file);
  const following = new Map<Flow, Flow[]>();
  // What is added to a set while it is gone through is gone through as well.
  for (const flow of flows) {
    for (const before of antecedentsOf(flow)) {
      flows.add(before);
      const known = following.get(before);
      if (known) known.push(flow);
      else following.set(before, [flow]);
    }
  }
  // Behind a throw, too, there can be assignments, which come after what is never reached.
  const started = new Set([...flows].filter(({ flags }) => flags & FlowFlags.Start));
  for (const flow of started) for (const next of following.get(flow) ?? []) started.add(next);
  for (const flow of flows) {
    if (started.has(flow) || !(flow.flags & FlowFlags.LoopLabel)) continue;
    flow.antecedent = [{ flags: FlowFlags.Unreachable, id: 0 }, ...antecedentsOf(flow)];
  }
}

/** What the binder notes of a place that execution comes to, and what comes right before it. */
interface Flow {
  readonly flags: number;
  readonly id: number;
  antecedent?: Flow | readonly Flow[];
}

const { FlowFlags } = ts as unknown as {
  readonly FlowFlags: Readonly<Record<"Unreachable" | "Start" | "LoopLabel", number>>;
};

/** The properties of syntax nodes that have a flow. */
const PLACES = [
  "flowNode",
  "endFlowNode",
  "returnFlowNode",
  "flowNodeWhenTrue",
  "flowNodeWhenFalse",
  "fallthroughFlowNode",
] as const;

/** What the compiler keeps on syntax nodes, and does not declare. */
interface WithFlow extends ts.Node, Partial<Record<(typeof PLACES)[number], Flow>> {
  readonly jsDoc?: readonly ts.Node[];
}

function flowsOf(file: ts.SourceFile): Set<Flow> {
  const flows = new Set<Flow>();
  const nodes: WithFlow[] = [file];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    for (const place of PLACES) {
      const flow = node[place];
      if (flow) flows.add(flow);
    }
    ts.forEachChild(node, (child) => void nodes.push(child));
    for (const comment of node.jsDoc ?? []) nodes.push(comment);
  }
  return flows;
}

function antecedentsOf({ antecedent = [] }: Flow): readonly Flow[] {
  return "flags" in antecedent ? [antecedent] : antecedent;
}

const HEAD = /for(?:[\s\u0085\u200B]+await)?[\s\u0085\u200B]*[(/]/g;
const IN_HEAD = /[()'"`/\\]|=>|function|static/g;

/**
 * Whether the head of a loop can have code in it that never ends: a function that is called in place,
 * or a class's static block. Says so too where it takes more than the brackets to see where a head ends.
 * Few files have any such head, so the others need not be gone through.
 */
function mayHaveEndlessHead(text: string): boolean {
  // A keyword with an escape is an error, and read as the keyword all the same.
  if (text.includes("\\u")) return true;
  HEAD.lastIndex = 0;
  for (let head = HEAD.exec(text); head; head = HEAD.exec(text)) {
    if (!head[0].endsWith("(")) return true;
    IN_HEAD.lastIndex = HEAD.lastIndex;
    for (let open = 1; open > 0;) {
      const [found] = IN_HEAD.exec(text) ?? [];
      if (found !== "(" && found !== ")") return true;
      open += found === "(" ? 1 : -1;
    }
    HEAD.lastIndex = IN_HEAD.lastIndex;
  }
  return false;
}
