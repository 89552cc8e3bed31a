package dev.carillon.local.testing;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.RelaunchableServer;
import dev.carillon.local.process.ServerProcess;
import dev.carillon.local.process.StopSignal;
import dev.carillon.local.server.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One Sentinel process. */
final class RedisSentinel extends RelaunchableServer {

    private final Path directory;
    private final int port = FreePort.find();

    RedisSentinel(Path directory, RedisServer master, String masterName, String password) throws IOException {
        super("Redis Sentinel", Duration.ofSeconds(30), Duration.ofSeconds(10));
        this.directory = directory;
        Files.createDirectories(directory);
        // Sentinel writes what it learns into its file.
        Files.writeString(file(), """
                bind 127.0.0.1
                port %1$d
                dir %2$s
                sentinel monitor %3$s 127.0.0.1 %4$d 2
                sentinel down-after-milliseconds %3$s 1000
                sentinel failover-timeout %3$s 5000
                sentinel auth-pass %3$s %5$s
                """.formatted(port, directory, masterName, master.port(), password));
    }

    private Path file() {
        return directory.resolve("sentinel.conf");
    }

    int port() {
        return port;
    }

    @Override
    protected ServerProcess.Command command(String name) {
        return new ServerProcess.Command(
                name,
                List.of(RedisServer.program().toString(), file().toString(), "--sentinel"),
                Map.of(),
                directory.resolve("sentinel.log"),
                StopSignal.TERM,
                directory);
    }

    @Override
    protected boolean isReady(ServerProcess process) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }
}
