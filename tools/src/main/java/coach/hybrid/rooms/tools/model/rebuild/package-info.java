/**
 * Owns the rebuild of a whisper model file from the same weights in CTranslate2's form.
 *
 * <p>May not touch networks, registries or the models' folder: bytes in, bytes out.
 */
@NullMarked
package coach.hybrid.rooms.tools.model.rebuild;

import org.jspecify.annotations.NullMarked;
