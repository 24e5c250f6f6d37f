/**
 * Owns the summary by a language model behind any OpenAI-compatible endpoint: what it is asked, how
 * often, and what of its answer is believed.
 *
 * <p>May not touch anything but the port above and utterances; whoever calls falls back.
 */
@NullMarked
package coach.hybrid.rooms.server.summary.llm;

import org.jspecify.annotations.NullMarked;
