package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.SampleShape;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an IDX file: two zero bytes, the type, the number of axes, and their sizes (big-endian).
 *
 * @param sizes sizes of the axes
 */
record IdxHeader(Element element, List<Integer> sizes) {
    static IdxHeader read(InputStream in, DataFile file) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int magic = data.readInt();
        Element element =
                switch (magic >>> 8) {
                    case 0x08 -> Element.UINT8;
                    case 0x09 -> Element.INT8;
                    case 0x0B -> Element.INT16;
                    case 0x0C -> Element.INT32;
                    case 0x0D -> Element.FLOAT32;
                    case 0x0E -> Element.FLOAT64;
                    default ->
                        throw file.wrong(
                                "is not an IDX file: it begins with %08x".formatted(magic),
                                "name a file such as train-images-idx3-ubyte.gz, or use another data type");
                };
        int axes = magic & 0xff;
        if (axes < 1 || axes > 4) {
            throw file.wrong("has " + axes + " axes, one to four are known", "check that this is the right file");
        }
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            int size = data.readInt();
            if (size < 0) {
                throw file.wrong("has an axis of size " + size, "copy or download the file again");
            }
            sizes.add(size);
        }
        return new IdxHeader(element, sizes);
    }

    long bytes() {
        return 4 + 4L * sizes.size();
    }

    long rows(DataFile file) {
        if (count(file) == 0) {
            throw file.wrong("is empty: its axes are " + sizes, "give a file with at least one row");
        }
        return sizes.get(0);
    }

    long count(DataFile file) {
        try {
            return sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw file.wrong("axes " + sizes + " are larger than any array", "copy or download the file again");
        }
    }

    SampleShape rowShape(DataFile file) {
        List<Integer> row = new ArrayList<>(sizes.subList(1, sizes.size()));
        if (row.size() != 1 && row.size() != 3) {
            row.add(0, 1);
        }
        SampleShape shape = new SampleShape(row);
        Floats.demandRoom(
                file.path().toString(),
                row.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b));
        return shape;
    }
}
