/* bcryptprimitives.dll, which Wine 8 lacks: random bytes for packages that are written in Rust. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T size) {
    while (size) {
        ULONG part = size > 0x10000000 ? 0x10000000 : (ULONG)size;
        if (!SystemFunction036(bytes, part))
            return FALSE;
        bytes += part;
        size -= part;
    }
    return TRUE;
}
