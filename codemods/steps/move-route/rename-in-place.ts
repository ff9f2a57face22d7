import { ts } from "ts-morph";
import type { EditSet } from "../../program/edit-set.ts";
import { docBullet } from "../../routes/doc-bullet.ts";
import { declarationOfRecord } from "../../routes/locate.ts";
import type { Mount } from "../../routes/router-model.ts";
import { lastKey } from "./words.ts";

/**
 * Renames a route that stays in its router: its key, and its line in the router's doc comment,
 * which says `description` if that is given. `value` is what the mounted variable is called then.
 */
export function renameInPlace(
  mount: Mount,
  key: string,
  value: string | undefined,
  description: string | undefined,
  edits: EditSet,
): void {
  const { property } = mount;
  const file = property.getSourceFile();
  if (ts.isShorthandPropertyAssignment(property)) {
    edits.replace(property.name, value === key ? key : `${key}: ${value ?? property.name.text}`);
  } else {
    const quote = ts.isStringLiteralLike(property.name) ? property.name.getText().charAt(0) : "";
    edits.replace(property.name, quote + key + quote);
  }
  const declaration = declarationOfRecord(property.parent);
  const bullet = declaration && docBullet(declaration, lastKey(mount.path));
  if (!bullet) return;
  edits.add(file, { ...bullet.key, text: key });
  if (description !== undefined) edits.add(file, { ...bullet.said, text: description });
}
