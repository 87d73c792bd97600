/* python.exe: loads the DLL beside it and runs Python's own main. */
#include <stdio.h>
#include <windows.h>

typedef int (*PyMain)(int, wchar_t **);

int wmain(int argc, wchar_t **argv) {
    HMODULE library = LoadLibraryW(L"python312.dll");
    if (!library) {
        fprintf(stderr, "python312.dll cannot be loaded: error %lu\n", GetLastError());
        return 97;
    }
    PyMain run = (PyMain)GetProcAddress(library, "Py_Main");
    return run ? run(argc, argv) : 98;
}
