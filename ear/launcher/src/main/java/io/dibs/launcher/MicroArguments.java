package io.dibs.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How Payara Micro is to be for Dibs: on one address, alone, silent towards the outside, its database in our folder. */
final class MicroArguments {
    /** H2's own default would have it listen on every address ({@code AUTO_SERVER}), in a folder that goes at the end. */
    static final String DATABASE_URL = "dibs.database.url";

    private MicroArguments() {}

    static String[] of(LaunchOptions options, DataFolder data) {
        System.setProperty(DATABASE_URL, "jdbc:h2:file:" + data.database());
        List<String> arguments = new ArrayList<>(options.others());
        // The weaker of the two would win: a Hazelcast alone, but listening on every address.
        arguments.removeIf("--nocluster"::equalsIgnoreCase);
        arguments.addAll(List.of("--nohazelcast", "--disablephonehome"));
        if (arguments.stream().noneMatch("--rootdir"::equalsIgnoreCase)) {
            arguments.addAll(
                    List.of("--rootdir", data.server().resolve("instance").toString()));
        }
        arguments.addAll(List.of("--prebootcommandfile", commands(options, data).toString()));
        return arguments.toArray(String[]::new);
    }

    /** Payara takes one file of commands: the user's come first in ours. */
    private static Path commands(LaunchOptions options, DataFolder data) {
        Path file = data.server().resolve("pre-boot-commands.txt");
        try {
            List<String> commands = new ArrayList<>();
            if (options.preBootCommands().isPresent()) {
                commands.addAll(Files.readAllLines(options.preBootCommands().get()));
            }
            commands.add("set configs.config.server-config.network-config.network-listeners.network-listener"
                    + ".http-listener.address=" + options.address());
            commands.add("set resources.jdbc-connection-pool.H2Pool.property.URL=${" + DATABASE_URL + "}");
            return Files.write(file, commands);
        } catch (IOException e) {
            throw new LaunchException("The commands for Payara's start cannot be read or written (" + e + ").", e);
        }
    }
}
