// Wires the pages that show personal links.

import { listenForCopying } from "./lib/copy.js";

listenForCopying();
