package io.dibs.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;
import java.util.List;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/**
 * Lets go of this application what the JDK keeps of its records. {@link ObjectMethods} has method handles that remember the last
 * type to which they were adapted: the last record class whose {@code equals} or {@code hashCode} was made, and with it the
 * class loader of the application, also when that is undeployed. So the last one is made to be a class of the JDK's own.
 */
final class RecordMethods {
    private static final Log LOG = Log.of(RecordMethods.class);

    private RecordMethods() {}

    /** Call it when the records of this application are not used in new ways any more. */
    static void release() {
        try {
            for (String method : List.of("equals", "hashCode")) {
                ObjectMethods.bootstrap(
                        MethodHandles.publicLookup(),
                        method,
                        MethodHandle.class,
                        String.class,
                        "text",
                        MethodHandles.identity(String.class));
            }
        } catch (Throwable e) { // As the method declares.
            LOG.tell(e, LogEvent.RECORD_CLASS_KEPT);
        }
    }
}
