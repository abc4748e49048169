package dev.rheo.runtime.train;

import dev.rheo.runtime.store.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** A disk that takes its time for every new file. */
final class SlowDisk implements Disk {
    private final Disk disk = Disk.local();
    private final long millis;

    SlowDisk(long millis) {
        this.millis = millis;
    }

    @Override
    public Sink create(Path file) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return disk.create(file);
    }

    @Override
    public Sink append(Path file) throws IOException {
        return disk.append(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.createDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) {
        disk.syncDirectory(directory);
    }
}
