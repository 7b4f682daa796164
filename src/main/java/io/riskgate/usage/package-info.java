/**
 * What each merchant has used in each hour, counted from the journal and from nothing else. Start with {@link
 * io.riskgate.usage.UsageMeter}; {@link io.riskgate.usage.UsageReports} answers with it. The journal's writer counts, a thread of
 * its own writes summaries and tells other nodes, any thread may read.
 */
@NullMarked
package io.riskgate.usage;

import org.jspecify.annotations.NullMarked;
