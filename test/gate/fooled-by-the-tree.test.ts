import { play } from "./play.ts";
import { ofCommands } from "./tricks/commands.ts";
import { ofContents } from "./tricks/contents.ts";
import { ofTheTree } from "./tricks/tree.ts";

play("the tree", ofTheTree);
play("what is in a file", ofContents);
play("commands", ofCommands);
