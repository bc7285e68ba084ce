package io.dibs.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All that the checker goes by.
 *
 * @param ledger the entries of the ledger, in order
 * @param tasks what the store says of all tasks, once nothing runs any more
 * @param audit what is wrong with the store's keys, in words
 * @param keysLeft the keys that are left once all tasks were deleted and all workers have gone, without the domain's prefix
 * @param stuck what did not come to its end in time, in words
 */
record History(
        List<Entry> ledger, Map<UUID, Fact> tasks, List<String> audit, Set<String> keysLeft, List<String> stuck) {}
