package dev.rheo.runtime.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that is written under a temporary name beside its place and takes its place when it is whole. Closed before that,
 * it vanishes and what was there stays. Not thread-safe; methods throw {@link StoreException}.
 */
public final class PendingFile implements AutoCloseable {
    private final Disk disk;
    private final Path target;
    private final String what;
    private final Path temporary;
    private final Disk.Sink sink;
    private boolean sealed;
    private boolean done;

    PendingFile(Disk disk, Path target, String what) {
        this.disk = disk;
        this.target = target;
        this.what = what;
        this.temporary = AtomicFiles.temporaryBeside(target);
        try {
            this.sink = disk.create(temporary);
        } catch (IOException fault) {
            throw Faults.writing(what, target, fault);
        }
    }

    public Path target() {
        return target;
    }

    /** Writes a piece; {@code body} gets the file at its end, not buffered. */
    public void write(AtomicFiles.Body body) {
        try {
            body.writeTo(sink);
        } catch (IOException fault) {
            throw Faults.writing(what, target, fault);
        }
    }

    /** Puts everything written on the device; nothing can be written afterwards. */
    public void seal() {
        if (sealed) {
            return;
        }
        try {
            sink.sync();
            sink.close();
            sealed = true;
        } catch (IOException fault) {
            throw Faults.writing(what, target, fault);
        }
    }

    /** Seals the file and puts it in its place. */
    public void commit() {
        seal();
        try {
            disk.rename(temporary, target);
            done = true;
        } catch (IOException fault) {
            throw Faults.writing(what, target, fault);
        }
        disk.syncDirectory(AtomicFiles.directoryOf(target));
    }

    @Override
    public void close() {
        if (!sealed) {
            try {
                sink.close();
            } catch (IOException lost) {
                // what was written is thrown away
            }
        }
        if (!done) {
            AtomicFiles.deleteQuietly(temporary);
        }
    }
}
