package dev.rheo.runtime.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a run directory: a lock of the operating system on {@code run.lock}, which ends with the process
 * however it dies. {@code run.pid} beside it says whose it is, for the message to the second one; it is a file of its own
 * because on POSIX systems closing any handle of a locked file gives the lock up, and on Windows a locked file cannot be read.
 */
public final class RunLock implements AutoCloseable {
    /** Tells locks of this process from those of a dead one that had the same process id (it is often 1 in containers). */
    private static final String THIS_PROCESS = UUID.randomUUID().toString();

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 20;

    private final Path owner;
    private final FileChannel channel;

    private RunLock(Path owner, FileChannel channel) {
        this.owner = owner;
        this.channel = channel;
    }

    /** {@link FileChannel#tryLock()}, as a seam: no test can bring a file system without locks. */
    @FunctionalInterface
    interface Locks {
        @Nullable
        FileLock tryLock(FileChannel channel) throws IOException;
    }

    static RunLock acquire(AtomicFiles files, Path directory) {
        return acquire(files, directory, FileChannel::tryLock);
    }

    static RunLock acquire(AtomicFiles files, Path directory, Locks locks) {
        Path owner = ownerFile(directory);
        if (isOurs(owner)) {
            throw refusal(directory, owner);
        }
        Path lockFile = directory.resolve("run.lock");
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel, locks, lockFile)) {
                throw refusal(directory, owner);
            }
            files.write(owner, "the run's lock", ProcessHandle.current().pid() + "\n" + THIS_PROCESS + "\n");
            locked = true;
            return new RunLock(owner, channel);
        } catch (IOException fault) {
            throw Faults.writing("the run's lock", lockFile, fault);
        } finally {
            if (channel != null && !locked) {
                closeQuietly(channel);
            }
        }
    }

    /** Whether a living process holds the lock. */
    static boolean isHeld(Path directory) {
        Path lockFile = directory.resolve("run.lock");
        if (isOurs(ownerFile(directory))) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException held) {
            return true;
        } catch (IOException noLockFile) {
            return false;
        }
    }

    /** Several attempts, because {@link #isHeld} of another process holds the lock for a moment. */
    private static boolean lock(FileChannel channel, Locks locks, Path lockFile) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (locks.tryLock(channel) != null) {
                    return true;
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                return false;
            } catch (IOException noLocks) {
                throw unsupported(lockFile, noLocks);
            }
            pause();
        }
        return false;
    }

    /** Some network file systems have no locks; without one, two processes could spoil each other's run. */
    private static StoreException unsupported(Path lockFile, IOException noLocks) {
        return new StoreException(
                "Cannot lock the run",
                lockFile,
                "this file system gives no locks (" + Faults.reason(noLocks) + ")",
                "Keep runs on another file system (--runs DIR), or have this one mounted with locks.",
                noLocks);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException soon) {
            Thread.currentThread().interrupt();
        }
    }

    private static StoreException refusal(Path directory, Path owner) {
        List<String> lines = lines(owner);
        String who = lines.isEmpty() || !isAlive(lines.get(0)) ? "another process" : "process " + lines.get(0);
        return new StoreException(
                "Cannot write to the run",
                directory,
                "it is in use by " + who,
                "Wait until that has ended, or stop it; reading the run is possible meanwhile.");
    }

    /** False for what an earlier owner that was killed left there, while the new owner has not yet written its own. */
    private static boolean isAlive(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid)).isPresent();
        } catch (NumberFormatException damaged) {
            return false;
        }
    }

    private static boolean isOurs(Path owner) {
        List<String> lines = lines(owner);
        return lines.size() > 1 && lines.get(1).equals(THIS_PROCESS);
    }

    private static List<String> lines(Path owner) {
        try {
            return Files.readAllLines(owner);
        } catch (IOException nobody) {
            return List.of();
        }
    }

    private static Path ownerFile(Path directory) {
        return directory.resolve("run.pid");
    }

    /** Gives the run to others. */
    @Override
    public void close() {
        AtomicFiles.deleteQuietly(owner);
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException theProcessEndsIt) {
            // the system gives the lock up when the process ends
        }
    }
}
