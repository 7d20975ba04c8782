// Whether this device keeps edits of a page that have not arrived, for whoever opens it to read: they go on where they
// were. It is asked without the editor.

import { Database, wanted } from "./live/database";
import { STORES, marks } from "./live/marks";

export async function isUnsent(name: string): Promise<boolean> {
  const database = new Database(name, STORES);
  const count = await database.run((store) => wanted(store("facts").count(marks())));
  database.close();
  return count > 0;
}
