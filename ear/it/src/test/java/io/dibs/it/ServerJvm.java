package io.dibs.it;

import java.util.Arrays;
import java.util.List;

/** How the JVMs of servers are told to be, besides their heap: by the build, for a benchmark as they come. */
final class ServerJvm {
    private ServerJvm() {}

    /** Empty as a rule. */
    static List<String> arguments() {
        return Arrays.stream(System.getProperty("test.server.jvm.args", "").split(" "))
                .filter(argument -> !argument.isEmpty())
                .toList();
    }
}
